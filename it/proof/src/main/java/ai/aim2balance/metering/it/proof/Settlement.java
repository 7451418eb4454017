package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.it.proof.Answer.Outcome;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.store.MeteringStore;
import java.util.List;

/**
 * What is done after each bad moment: look whether all that was acknowledged is there, repeat what nobody knows about, and
 * look again.
 */
final class Settlement {
    private static final int TRIES = 20;

    private final MeteringStore store;
    private final Witness witness;

    Settlement(MeteringStore store, Witness witness) {
        this.store = store;
        this.witness = witness;
    }

    /**
     * Looks, repeats, looks again.
     *
     * @param quiet whether nothing of before is still under way, so that what is missing now comes by repeating alone
     * @param tally is added to
     */
    void settle(String where, boolean quiet, Tally tally) {
        try (Metering metering = Ledgers.on(store)) {
            Audit audit = new Audit(store, metering);
            Findings before = audit.of(witness);
            tally.add(before);
            before.check(where + ", before the repeats");
            List<Ask> unknown = witness.unknown();
            repeat(unknown, new Caller(metering), where);
            Findings after = audit.of(witness);
            tally.settled(unknown.size(), before.found.size(), after);
            after.check(where + ", after the repeats");
            long expected = before.acknowledged + unknown.size();
            if (after.acknowledged != expected) {
                throw new AssertionError(where + ": " + after.acknowledged + " are there, expected " + expected);
            }
            long missing = (long) unknown.size() - before.found.size();
            long openings = after.entries - before.entries - missing;
            // Besides the repeats only the first entry of an account may be new.
            if (quiet && (openings < 0 || openings > witness.accounts().size())) {
                throw new AssertionError(where + ": " + missing + " were missing, and "
                        + (after.entries - before.entries) + " entries are new");
            }
        }
    }

    private void repeat(List<Ask> unknown, Caller caller, String where) {
        for (Ask ask : unknown) {
            Answer answer = new Answer(Outcome.UNKNOWN, "never asked");
            for (int i = 0; i < TRIES && answer.outcome() != Outcome.BOOKED; i++) {
                witness.asked(ask);
                answer = caller.ask(ask);
                witness.answered(ask, answer);
            }
            if (answer.outcome() != Outcome.BOOKED) {
                throw new AssertionError(where + ": repeating " + ask + " is answered " + answer);
            }
        }
    }
}
