package ai.aim2balance.metering.environment;

import ai.aim2balance.metering.InvalidInputException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An estimate: low, likely and high. The bounds are those of a model, not of a statistic; the unit is that of the
 * accessor that returns the range. Immutable.
 *
 * @param low the lower bound, finite, 0 or more
 * @param likely the figure to show where only one fits, not below {@code low}
 * @param high the upper bound, finite, not below {@code likely}
 */
public record Range(double low, double likely, double high) {
    /** Nothing at all. */
    public static final Range ZERO = new Range(0, 0, 0);

    /**
     * Checks the order.
     *
     * @param low the lower bound, finite, 0 or more
     * @param likely the figure to show where only one fits, not below {@code low}
     * @param high the upper bound, finite, not below {@code likely}
     * @throws InvalidInputException if a figure is negative, not finite or out of order
     */
    public Range {
        if (!(0 <= low && low <= likely && likely <= high && high <= Double.MAX_VALUE)) {
            throw refused(low, likely, high);
        }
    }

    /**
     * A range without a spread.
     *
     * @param value the figure, finite, 0 or more
     * @return the range whose three figures are the value
     */
    public static Range of(double value) {
        return new Range(value, value, value);
    }

    /**
     * Adds bound to bound. The errors of two calls are one and the same error of the model, not independent, so they
     * add linearly.
     *
     * @param other the range to add, of the same unit
     * @return the sum
     */
    public Range plus(Range other) {
        return new Range(low + other.low, likely + other.likely, high + other.high);
    }

    /**
     * Scales the three figures.
     *
     * @param factor finite, 0 or more
     * @return the product
     */
    public Range times(double factor) {
        return new Range(low * factor, likely * factor, high * factor);
    }

    /**
     * The figures by their published names.
     *
     * @return {@code low}, {@code likely}, {@code high} as decimals, in this order; mutable and the caller's own
     */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("low", BigDecimal.valueOf(low));
        map.put("likely", BigDecimal.valueOf(likely));
        map.put("high", BigDecimal.valueOf(high));
        return map;
    }

    /** Apart, so that the check itself stays small enough to be compiled into its callers. */
    private static InvalidInputException refused(double low, double likely, double high) {
        return new InvalidInputException(
                "range", low + ", " + likely + ", " + high, "0 <= low <= likely <= high, finite");
    }

    /** EcoLogits' rule: the likely figure is the middle of the bounds. */
    static Range between(double low, double high) {
        return new Range(low, (low + high) / 2, high);
    }

    Range plusEach(Range per, double lowTimes, double likelyTimes, double highTimes) {
        return new Range(low + per.low * lowTimes, likely + per.likely * likelyTimes, high + per.high * highTimes);
    }

    Range timesEach(Range factor) {
        return new Range(low * factor.low, likely * factor.likely, high * factor.high);
    }
}
