package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.Entry;
import org.jspecify.annotations.Nullable;

/** What became of a top-up, refund or update. Immutable and thread-safe. */
public sealed interface BookingResult {
    /**
     * It is booked by this call, durably.
     *
     * @param entry how, with the balance after it
     */
    record Applied(Entry entry) implements BookingResult {}

    /**
     * It was booked before, with the same id and content; nothing was changed.
     *
     * @param entry how it was booked the first time
     */
    record AlreadyApplied(Entry entry) implements BookingResult {}

    /**
     * The account has moved on since the version that the caller expected; nothing was changed.
     *
     * @param version the account's version now
     */
    record Stale(long version) implements BookingResult {}

    /**
     * How it was booked.
     *
     * @return the entry, or null where nothing was changed
     */
    default @Nullable Entry booked() {
        if (this instanceof Applied applied) {
            return applied.entry();
        }
        return this instanceof AlreadyApplied already ? already.entry() : null;
    }
}
