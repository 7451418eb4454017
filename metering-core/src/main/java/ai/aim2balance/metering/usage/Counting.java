package ai.aim2balance.metering.usage;

import ai.aim2balance.metering.InvalidInputException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is a count and what is not.
 *
 * @param where which API's body is read, and where its usage stands, for errors
 * @param feed whether to be exactly as strict and as lax as the feed
 */
record Counting(String where, boolean feed) {
    private static final String ALLOWED = "a whole number from 0 to " + Long.MAX_VALUE;

    /** The feed takes the first item of a kind; a provider that lists two of a kind means both. */
    boolean firstOnly() {
        return feed;
    }

    /** Whether an empty list or object stands for nothing, as some languages write an empty object as a list. */
    boolean isNothing(Object value) {
        return !feed
                && ((value instanceof Collection<?> list && list.isEmpty())
                        || (value instanceof Map<?, ?> map && map.isEmpty()));
    }

    long count(Object value, String path, boolean rounded) {
        if (value instanceof Long number && number >= 0) {
            return number;
        }
        if (value instanceof BigDecimal decimal && !feed && decimal.signum() >= 0) {
            try {
                return rounded && decimal.precision() - decimal.scale() < 19 && decimal.scale() < 100
                        ? decimal.setScale(0, RoundingMode.HALF_UP).longValueExact()
                        : decimal.longValueExact();
            } catch (ArithmeticException e) {
                throw error(path, value, ALLOWED);
            }
        }
        throw error(path, value, ALLOWED);
    }

    long sum(String path, long a, long b) {
        if (b == UsagePath.ABSENT) {
            return a;
        }
        if (a + b < 0) {
            throw error(path, a + " + " + b, ALLOWED);
        }
        return a + b;
    }

    /** The text at a path of a document, with a limit no real one comes near. */
    @Nullable
    String name(@Nullable String value, String field) {
        if (value != null && value.length() > 1_000) {
            throw error(field, value, "a text of at most 1000 characters");
        }
        return value;
    }

    /** A sum of money, or null where there is none. */
    @Nullable
    BigDecimal money(@Nullable Object value, String path) {
        if (value == null) {
            return null;
        }
        BigDecimal amount = value instanceof BigDecimal decimal
                ? decimal
                : value instanceof Long whole ? BigDecimal.valueOf(whole) : BigDecimal.ONE.negate();
        boolean fits = amount.signum() >= 0 && amount.precision() - (long) amount.scale() <= 12 && amount.scale() <= 60;
        if (!fits) {
            throw error(path, value, "a number from 0 to 1000000000000");
        }
        return amount.scale() < 0 ? amount.setScale(0, RoundingMode.UNNECESSARY) : amount;
    }

    InvalidInputException error(String path, Object value, String allowed) {
        String shown = value instanceof Map ? "an object" : value instanceof Collection ? "a list" : value.toString();
        return new InvalidInputException(at(path), shown, allowed);
    }

    /** A place below the usage, as errors name it. */
    String at(String path) {
        return path.isEmpty() ? where : where.endsWith(" ") ? where + path : where + "." + path;
    }
}
