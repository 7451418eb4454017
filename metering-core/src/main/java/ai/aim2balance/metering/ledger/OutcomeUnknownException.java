package ai.aim2balance.metering.ledger;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Nobody knows whether a posting was booked: the store did not say, or the caller was interrupted while others booked for
 * it. No {@link NotBookedException}: repeating it with another id could book it twice. Repeating it with the same id is safe and tells; so does looking the id up.
 */
public class OutcomeUnknownException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The id to repeat or to look up. */
    private final String postingId;

    /**
     * Creates the error.
     *
     * @param postingId the id to repeat or to look up
     * @param cause the store's error, or null
     */
    public OutcomeUnknownException(String postingId, @Nullable Throwable cause) {
        super("nobody knows whether " + postingId + " was booked; repeating it with the same id is safe", cause);
        this.postingId = postingId;
    }

    /**
     * The id to repeat or to look up.
     *
     * @return the posting id
     */
    public String postingId() {
        return postingId;
    }
}
