package ai.aim2balance.metering.internal;

import ai.aim2balance.metering.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** Callers without a null checker get the same clear error for null as for any other value that is not allowed. */
public final class Given {
    private Given() {}

    /** The value, refused by the name of its field where it is null. */
    public static <T> T notNull(@Nullable T value, String field, String allowed) {
        if (value == null) {
            throw new InvalidInputException(field, "null", allowed);
        }
        return value;
    }
}
