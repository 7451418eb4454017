package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.internal.Microseconds;
import ai.aim2balance.metering.ledger.rule.Head;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends holds and gives refills of accounts that nobody touches. A touched account does both by itself, so a missed round
 * loses nothing. Harmless on any number of nodes.
 */
final class Upkeep {
    /** How far back the first round of a process looks for what came due while no node was running. */
    static final Duration LOOK_BACK = Duration.ofDays(35);

    /** How much of what was looked at before is looked at again: other nodes' clocks may be behind. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Metering.class);
    private static final int PORTION = 500;
    private static final Set<EntryKind> REFILLING =
            Set.of(EntryKind.OPENING, EntryKind.SETTINGS, EntryKind.ADJUSTMENT, EntryKind.REFILL);

    private final MeteringStore store;
    private final Expiry expiry;
    private final Refills refills;
    private final Policies policies;
    private final Clock clock;
    private @Nullable Instant doneTo;

    Upkeep(MeteringStore store, Expiry expiry, Refills refills, Policies policies, Clock clock) {
        this.store = store;
        this.expiry = expiry;
        this.refills = refills;
        this.policies = policies;
        this.clock = clock;
    }

    synchronized Maintenance round() {
        Instant now = Microseconds.of(clock.instant());
        Instant last = doneTo == null ? now.minus(LOOK_BACK).plus(OVERLAP) : doneTo;
        // A clock that was set back must not leave a gap: what is before it was done, all behind it comes due again.
        doneTo = last.isBefore(now) ? last : now;
        Instant from = doneTo.minus(OVERLAP);
        Progress expired = expiry.sweep(from, now);
        Progress given = refill(from, now);
        if (expired.complete() && given.complete()) {
            doneTo = now;
        } else {
            LOG.warn("a round of maintenance did not book all; the next one goes on from where it began");
        }
        return new Maintenance(expired.booked(), given.booked());
    }

    private Progress refill(Instant from, Instant now) {
        Progress given = Progress.NOTHING;
        EntryQuery.DuePosition after = null;
        while (!now.isBefore(from)) {
            List<Entry> due = store.entries(new EntryQuery.Due(null, REFILLING, from, now, after, PORTION))
                    .entries();
            Set<AccountId> accounts = new LinkedHashSet<>();
            due.forEach(entry -> accounts.add(entry.account()));
            Map<AccountId, Entry> heads = accounts.isEmpty() ? Map.of() : store.heads(accounts);
            for (Map.Entry<AccountId, Entry> head : heads.entrySet()) {
                if (head.getValue().understood()) {
                    given = given.plus(
                            policies.isTold(head.getKey().tenant())
                                    ? refills.give(head.getKey(), Head.of(head.getValue()), now, false)
                                    : Progress.NOTHING.incomplete());
                }
            }
            if (due.size() < PORTION) {
                break;
            }
            Entry last = due.get(due.size() - 1);
            after = new EntryQuery.DuePosition(Objects.requireNonNull(last.dueAt()), last.account(), last.seq());
        }
        return given;
    }
}
