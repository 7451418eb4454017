package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.InvalidInputException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When a price row holds. Every part that is null always holds; times are UTC.
 *
 * @param from the first instant, or null
 * @param until the first instant after it, or null
 * @param daily a daily window, or null
 * @param serviceTier the provider's service tier in lower case, such as {@code flex} or {@code priority}, or null
 * @param batch true for batch calls only, false for others only, or null
 * @param region the region in lower case, or null
 */
public record PriceCondition(
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Window daily,
        @Nullable String serviceTier,
        @Nullable Boolean batch,
        @Nullable String region) {
    /** Holds always. */
    public static final PriceCondition ALWAYS = new PriceCondition(null, null, null, null, null, null);

    /**
     * A daily window in UTC, half-open.
     *
     * @param start the first minute
     * @param end the first minute after it; later than the start, so a window never wraps over midnight
     */
    public record Window(LocalTime start, LocalTime end) {
        /** Checks the order. */
        public Window {
            if (!start.isBefore(end)) {
                throw new InvalidInputException(
                        "daily", start + "-" + end, "a start before the end; write a night as the rest of the day");
            }
        }
    }

    /** Checks the order. */
    public PriceCondition {
        if (from != null && until != null && !from.isBefore(until)) {
            throw new InvalidInputException("until", until.toString(), "an instant after from, " + from);
        }
        serviceTier = serviceTier == null ? null : serviceTier.toLowerCase(Locale.ROOT);
        region = region == null ? null : region.toLowerCase(Locale.ROOT);
    }

    /**
     * Whether the row holds for a call.
     *
     * @param context when and how the call was made
     * @return true where every part holds
     */
    public boolean holds(PriceContext context) {
        return (from == null || !context.at().isBefore(from))
                && (until == null || context.at().isBefore(until))
                && (serviceTier == null || serviceTier.equals(context.serviceTier()))
                && (batch == null || batch == context.batch())
                && (region == null || region.equals(context.region()))
                && (daily == null || inWindow(daily, context.at()));
    }

    /** How many properties of the call the row asks for: the more, the better it fits. */
    int specificity() {
        return (serviceTier == null ? 0 : 1) + (batch == null ? 0 : 1) + (region == null ? 0 : 1);
    }

    private static boolean inWindow(Window window, Instant at) {
        LocalTime time = at.atOffset(ZoneOffset.UTC).toLocalTime();
        return !time.isBefore(window.start()) && time.isBefore(window.end());
    }
}
