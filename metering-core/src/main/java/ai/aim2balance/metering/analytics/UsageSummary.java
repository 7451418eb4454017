package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.internal.Pico;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What usage adds up to in a range. Immutable and thread-safe.
 *
 * @param range the range
 * @param total the sums of all entries in it
 * @param asOf when the question was asked, or the instant to which it was pinned
 * @param previous the same question for the period before, or null where it was not asked for
 */
public record UsageSummary(
        TimeRange range,
        UsageSums total,
        Instant asOf,
        @Nullable UsageSummary previous) {
    /**
     * Cost divided by requests.
     *
     * @return EUR, rounded half-even at 12 decimals; null where there are no more requests than were taken back
     */
    public @Nullable BigDecimal avgCostPerRequest() {
        BigInteger requests = total.requests();
        return requests.signum() <= 0
                ? null
                : total.costEur().divide(new BigDecimal(requests), Pico.SCALE, Pico.ROUNDING);
    }
}
