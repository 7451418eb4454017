package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.Entry;
import org.jspecify.annotations.Nullable;

/** What becomes of a posting. */
public sealed interface Decision {
    /**
     * It is booked.
     *
     * @param draft what it changes
     */
    record Apply(Draft draft) implements Decision {}

    /**
     * It was booked before, with the same content.
     *
     * @param entry how it was booked
     */
    record Repeat(Entry entry) implements Decision {}

    /**
     * Its id was given to something else.
     *
     * @param entry what that is
     */
    record Conflict(Entry entry) implements Decision {}

    /**
     * It may not be booked.
     *
     * @param reason why
     * @param detail what is wrong, with the values that decide; null where the reason says it
     */
    record Refuse(Reason reason, @Nullable String detail) implements Decision {}

    /** Why a posting may not be booked. */
    enum Reason {
        /** Not enough credits are available. */
        INSUFFICIENT,
        /** The account is frozen. */
        FROZEN,
        /** The account is at another version than the caller expected. */
        VERSION,
        /** What it refers to does not exist or is not of a kind that it can refer to. */
        REFERENCE,
        /** More would be refunded than there is. */
        REFUND_TOO_HIGH,
        /** A sum would leave the range of amounts. */
        OVERFLOW,
        /** A newer version of this library wrote the account's newest entry. */
        NEWER_FORMAT
    }
}
