package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.ledger.writer.Result;
import java.util.List;

/**
 * How far a piece of upkeep came.
 *
 * @param booked how many entries this call booked
 * @param done how many are booked, by this call or meanwhile by others
 * @param complete whether nothing is left for the next time
 */
record Progress(int booked, int done, boolean complete) {
    static final Progress NOTHING = new Progress(0, 0, true);

    static Progress of(List<Result> results) {
        int booked = 0;
        int repeated = 0;
        boolean complete = true;
        for (Result result : results) {
            booked += result instanceof Result.Booked ? 1 : 0;
            repeated += result instanceof Result.Repeated ? 1 : 0;
            complete &= !(result instanceof Result.NotBooked || result instanceof Result.Unknown);
        }
        return new Progress(booked, booked + repeated, complete);
    }

    Progress plus(Progress other) {
        return new Progress(booked + other.booked, done + other.done, complete && other.complete);
    }

    Progress incomplete() {
        return new Progress(booked, done, false);
    }
}
