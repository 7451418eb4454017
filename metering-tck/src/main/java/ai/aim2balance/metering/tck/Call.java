package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a caller asks of a ledger, such that it can be asked again.
 *
 * @param id the posting id, or null where the ledger makes one
 * @param refersTo what it refers to: a hold or an original; null where it refers to nothing
 * @param amount micro-credits, or input tokens
 * @param other output tokens, seconds of a hold, an expected version
 */
record Call(
        Kind kind,
        AccountId account,
        @Nullable String id,
        @Nullable String refersTo,
        long amount,
        long other) {
    /** An amount that stands for all there is, and a version that stands for any. */
    static final long ALL = -1;

    enum Kind {
        SPEND,
        /** A spend whose id is that of a response. */
        DERIVED,
        TOP_UP,
        CHECK,
        RESERVE,
        SETTLE,
        RELEASE,
        REFUND,
        INCREMENT,
        SET,
        FREEZE,
        THAW,
        NO_REFILL,
        WHEN_EXHAUSTED,
        EACH_HOUR,
        UP_TO_EVERY_MINUTE,
        EVERY_MONTH
    }

    /** The same under its id with other content, where it has any. */
    Call changed() {
        return kind == Kind.FREEZE || kind == Kind.THAW || kind == Kind.NO_REFILL || (kind == Kind.REFUND && id == null)
                ? this
                : new Call(kind, account, id, refersTo, amount == ALL ? 1 : amount + 1, other);
    }

    /** What the caller says, by which a repeat is known; not how long a hold lives, nor which version is expected. */
    String content() {
        return switch (kind) {
            case SPEND, DERIVED, SETTLE -> "call " + amount + " " + other;
            default -> kind + " " + amount + " " + refersTo;
        };
    }
}
