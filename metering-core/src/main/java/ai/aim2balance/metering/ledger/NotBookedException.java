package ai.aim2balance.metering.ledger;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The ledger could not book a posting: nothing was changed, and the same may be asked again. */
public class NotBookedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Why. */
    private final Reason reason;

    /** Why a posting was not booked. */
    public enum Reason {
        /** The store failed until the deadline. */
        STORE_UNAVAILABLE,
        /** Too many postings were waiting until the deadline. */
        OVERLOADED,
        /** The ledger was closed before. */
        CLOSED,
        /** The store cannot take the entry. */
        REJECTED_BY_STORE,
        /** A newer version of this library wrote the account's newest entry; only such a version may go on. */
        NEWER_FORMAT,
        /** It may have been booked all the same: only said of spends that were handed over. */
        OUTCOME_UNKNOWN,
        /** The call could not be priced at all, or a sum left the range of amounts. */
        NOT_PRICED
    }

    /**
     * Creates the error.
     *
     * @param reason why
     * @param message what was to be booked, and what to do
     * @param cause the store's error, or null
     */
    public NotBookedException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * Why.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
