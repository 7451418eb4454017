package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Given;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Credits as the ledger counts them: millionths of a credit in a {@code long}. One credit is 0.000001 USD, so one
 * micro-credit is one pico-dollar at list price.
 */
public final class Credits {
    /** Decimals of a credit. */
    public static final int SCALE = 6;

    /** Digits of a whole credit amount that a long can hold in millionths. */
    private static final int MOST_DIGITS = 13;

    private Credits() {}

    /**
     * Micro-credits as credits.
     *
     * @param micro millionths of a credit
     * @return credits with 6 decimals
     */
    public static BigDecimal of(long micro) {
        return BigDecimal.valueOf(micro, SCALE);
    }

    /**
     * Credits as micro-credits.
     *
     * @param credits credits, at most 6 decimals
     * @param field how the amount is called in an error
     * @return millionths of a credit
     * @throws InvalidInputException if there are more decimals, or the amount is beyond 9.2 * 10<sup>12</sup> credits
     */
    public static long toMicro(@Nullable BigDecimal credits, String field) {
        BigDecimal given = Given.notNull(credits, field, "credits with at most " + SCALE + " decimals");
        BigDecimal plain = given.stripTrailingZeros();
        // Before the digits are written out: there may be a thousand million of them.
        if (plain.scale() > SCALE || plain.precision() - plain.scale() > MOST_DIGITS) {
            throw refused(given, field, null);
        }
        try {
            return plain.setScale(SCALE).unscaledValue().longValueExact();
        } catch (ArithmeticException e) {
            throw refused(given, field, e);
        }
    }

    private static InvalidInputException refused(BigDecimal given, String field, @Nullable Throwable cause) {
        return new InvalidInputException(
                field,
                given.toString(),
                "credits with at most " + SCALE + " decimals, " + text(Long.MIN_VALUE) + " to " + text(Long.MAX_VALUE),
                cause);
    }

    /** Micro-credits as people read credits. */
    static String text(long micro) {
        return of(micro).stripTrailingZeros().toPlainString();
    }
}
