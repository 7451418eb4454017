package ai.aim2balance.metering.store;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A store that could not do what it was asked. A refused entry is not one: that is a value of {@link AppendResult}. */
public class MeteringStoreException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What is known about the batch. */
    private final Outcome outcome;

    /** What is known about what was asked. */
    public enum Outcome {
        /** Nothing was changed; the same may be asked again. */
        NOT_APPLIED,
        /** It may have been applied, in part or in whole, now or later: a time-out, a cut connection, a write concern. */
        UNKNOWN,
        /** Nothing was changed, and asking again cannot help: an entry is too long, or of a form it cannot keep. */
        REJECTED
    }

    /**
     * Creates the error.
     *
     * @param outcome what is known about what was asked
     * @param message what went wrong, without secrets
     * @param cause the driver's error, or null
     */
    public MeteringStoreException(Outcome outcome, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
    }

    /**
     * What is known.
     *
     * @return whether it may have been applied, and whether asking again can help
     */
    public Outcome outcome() {
        return outcome;
    }
}
