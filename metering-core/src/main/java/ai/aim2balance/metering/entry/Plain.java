package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Given;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decimals as they are kept: without exponent, so that they are the same after they were written and read. */
final class Plain {
    /** With sign and point at most 100 characters: the longest number that is read back. */
    private static final int MOST_DIGITS = 38;

    private static final int MOST_DECIMALS = 60;

    private Plain() {}

    /** The number with its decimals; 1E+3 becomes 1000. The field names it in errors. */
    static BigDecimal decimal(@Nullable BigDecimal given, String field) {
        BigDecimal value = Given.notNull(given, field, "a number");
        if (value.scale() > MOST_DECIMALS || (long) value.precision() - value.scale() > MOST_DIGITS) {
            throw new InvalidInputException(
                    field,
                    "a number of " + value.precision() + " digits, " + value.scale() + " of them decimals",
                    "at most " + MOST_DIGITS + " digits before the point and " + MOST_DECIMALS + " decimals");
        }
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    /** As {@link #decimal}; null stays null. */
    static @Nullable BigDecimal decimalOrNull(@Nullable BigDecimal value, String field) {
        return value == null ? null : decimal(value, field);
    }
}
