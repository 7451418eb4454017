package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.environment.Range;
import ai.aim2balance.metering.internal.Pico;
import java.math.BigDecimal;
import java.util.function.LongUnaryOperator;

/**
 * An estimate as it is booked: low, likely and high as integers at 12 decimals, so that sums over entries do not depend
 * on the order of adding. Signed: a refund takes back. Immutable and thread-safe.
 *
 * @param low the lower figure of a call, in 10<sup>-12</sup> of the unit
 * @param likely the figure to show where only one fits
 * @param high the upper figure of a call
 */
public record Spread(long low, long likely, long high) {
    /** Nothing. */
    public static final Spread ZERO = new Spread(0, 0, 0);

    /**
     * An estimate, rounded half-even at 12 decimals.
     *
     * @param range the estimate
     * @param field how it is called in an error
     * @return the same in integers
     * @throws ai.aim2balance.metering.InvalidInputException if a figure is above 9.2 million
     */
    public static Spread of(Range range, String field) {
        return new Spread(pico(range.low(), field), pico(range.likely(), field), pico(range.high(), field));
    }

    Spread map(LongUnaryOperator each) {
        return new Spread(each.applyAsLong(low), each.applyAsLong(likely), each.applyAsLong(high));
    }

    private static long pico(double value, String field) {
        // an estimate has no digits beyond those of a double; below 2^53 the product is rounded to a whole number at
        // once
        double scaled = value * 1e12;
        if (scaled < 9e15) {
            return (long) Math.rint(scaled);
        }
        return Pico.ofRounded(BigDecimal.valueOf(value), field);
    }
}
