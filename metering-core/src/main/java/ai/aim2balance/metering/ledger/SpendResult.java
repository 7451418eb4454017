package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.Entry;
import org.jspecify.annotations.Nullable;

/** What became of a spend. Immutable and thread-safe. */
public sealed interface SpendResult {
    /**
     * It is booked by this call, durably.
     *
     * @param entry how: cost, impact and the balance after it
     */
    record Applied(Entry entry) implements SpendResult {}

    /**
     * It was booked before, with the same id and content; nothing was changed.
     *
     * @param entry how it was booked the first time
     */
    record AlreadyApplied(Entry entry) implements SpendResult {}

    /**
     * It could not be booked and was handed to the {@link UnrecordedSpendHandler}.
     *
     * @param spend what was handed over, and why
     */
    record Unrecorded(UnrecordedSpend spend) implements SpendResult {}

    /**
     * How it was booked.
     *
     * @return the entry, or null where it could not be booked
     */
    default @Nullable Entry booked() {
        if (this instanceof Applied applied) {
            return applied.entry();
        }
        return this instanceof AlreadyApplied already ? already.entry() : null;
    }
}
