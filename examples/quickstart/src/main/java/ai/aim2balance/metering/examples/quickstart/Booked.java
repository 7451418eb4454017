package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.Metering;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an earlier run booked, whole or until it was killed: a replay goes on from there.
 *
 * @param ids of the calls
 * @param newest when the last entry was booked, by the clock of that run; the beginning of time where there is none
 */
record Booked(Set<String> ids, Instant newest) {
    private static final int PORTION = 1_000;

    static Booked in(Metering metering, Collection<AccountId> accounts) {
        Set<String> ids = new HashSet<>();
        Instant newest = Instant.MIN;
        for (AccountId account : accounts) {
            long next = 1;
            List<Entry> portion;
            do {
                portion = metering.operator().entries(account, next, PORTION);
                for (Entry entry : portion) {
                    if (entry.usage() != null) {
                        // A settled hold has an id of its own, and the call's beside it.
                        ids.add(entry.details().getOrDefault("spendId", entry.postingId()));
                    }
                    newest = entry.recordedAt().isAfter(newest) ? entry.recordedAt() : newest;
                }
                next += portion.size();
            } while (portion.size() == PORTION);
        }
        return new Booked(ids, newest);
    }

    boolean has(Recorded call) {
        return ids.contains(call.id());
    }
}
