package ai.aim2balance.metering.benchmarks.load;

import org.jspecify.annotations.Nullable;

/** A call that is not booked, or of which nobody knows whether it is. */
final class FailedCallException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedCallException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
