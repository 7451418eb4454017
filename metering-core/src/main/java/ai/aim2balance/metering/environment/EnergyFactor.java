package ai.aim2balance.metering.environment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Method C: energy of one model as the operator or a publication states it, the facility included.
 *
 * @param provider for this provider only, or empty
 * @param perInputWh Wh per 1,000 input tokens
 * @param perCachedWh Wh per 1,000 tokens read from a cache
 * @param perOutputWh Wh per 1,000 output tokens
 * @param curve energy by total tokens, in place of the factors, or null
 * @param lowFactor low by likely, 0 to 1
 * @param highFactor high by likely, 1 or more
 */
record EnergyFactor(
        ImpactMethod method,
        String provider,
        String model,
        double perInputWh,
        double perCachedWh,
        double perOutputWh,
        @Nullable Curve curve,
        double lowFactor,
        double highFactor,
        String source,
        Confidence confidence) {
    private static final double PER_TOKEN_KWH = 1e-6;

    Range energyKwh(TokenCounts tokens) {
        double kwh = curve == null
                ? PER_TOKEN_KWH
                        * ((tokens.input() + tokens.cacheWrite()) * perInputWh
                                + tokens.cacheRead() * perCachedWh
                                + tokens.output() * perOutputWh)
                : curve.wattHours(tokens.input() + tokens.cacheRead() + tokens.cacheWrite() + tokens.output()) / 1000;
        return new Range(kwh * lowFactor, kwh, kwh * highFactor);
    }

    /** Published points, ascending: in proportion below the first, straight lines between, the last one extended. */
    record Curve(List<Point> points) {
        double wattHours(double total) {
            Point first = points.get(0);
            if (total <= first.tokens || points.size() == 1) {
                return total / first.tokens * first.wattHours;
            }
            int right = 1;
            while (right < points.size() - 1 && total > points.get(right).tokens) {
                right++;
            }
            Point from = points.get(right - 1);
            Point to = points.get(right);
            double slope = (to.wattHours - from.wattHours) / (to.tokens - from.tokens);
            return from.wattHours + (total - from.tokens) * slope;
        }

        double last() {
            return points.get(points.size() - 1).tokens;
        }
    }

    /** Energy at a number of input and output tokens together. */
    record Point(double tokens, double wattHours) {}
}
