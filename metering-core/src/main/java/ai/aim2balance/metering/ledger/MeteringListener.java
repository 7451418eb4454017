package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import java.time.Duration;

/**
 * Hears of what was booked, after it is durable. Implemented by the application. Best effort: it runs on one thread of its
 * own, entries of one account in their order; where it is too slow or the process ends, events are lost (and counted). Who
 * must hear of everything reads {@link Metering#alertsAfter} or the store in arrival order. An exception is logged.
 */
public interface MeteringListener {
    /**
     * An entry was booked by this node.
     *
     * @param entry the durable entry
     */
    default void onEntry(Entry entry) {}

    /**
     * A level was crossed.
     *
     * @param alert which, and by which entry
     */
    default void onAlert(Alert alert) {}

    /**
     * A hold ran out before it was settled: its call may have used tokens that nobody reported.
     *
     * @param expiry the entry that ended it; what it refers to is the hold
     */
    default void onHoldExpired(Entry expiry) {}

    /**
     * A spend could not be booked and went to the handler.
     *
     * @param spend what could not be booked
     */
    default void onUnrecorded(UnrecordedSpend spend) {}

    /**
     * An account's newest entry was booked by a clock that is more than five minutes ahead of this node's. Told
     * once a minute at most.
     *
     * @param account the account
     * @param by how far ahead
     */
    default void onClockAhead(AccountId account, Duration by) {}
}
