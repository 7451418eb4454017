package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.InvalidInputException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a call decides which price row holds.
 *
 * @param at when the call was made
 * @param serviceTier the service tier that served it, in lower case; null for the provider's standard tier, by whatever
 *     name it is reported
 * @param batch whether it was a batch call; a service tier named {@code batch} counts as one
 * @param region where it was served, in lower case; null where that is not known, or nowhere in particular
 */
public record PriceContext(
        Instant at,
        @Nullable String serviceTier,
        boolean batch,
        @Nullable String region) {
    /** What providers call their ordinary service: OpenAI, Anthropic, Google (two forms) and Groq. */
    private static final Set<String> STANDARD =
            Set.of("", "default", "standard", "auto", "on_demand", "ondemand", "unspecified", "service_tier_standard");

    /** What Anthropic reports where no region was asked for. */
    private static final Set<String> ANYWHERE = Set.of("", "global", "not_available");

    private static final Instant FIRST = LocalDateTime.MIN.toInstant(ZoneOffset.UTC);
    private static final Instant LAST = LocalDateTime.MAX.toInstant(ZoneOffset.UTC);

    /**
     * Normalises the names.
     *
     * @throws InvalidInputException if the instant is on no day of the calendar, such as {@link Instant#MAX}
     */
    public PriceContext {
        if (at.isBefore(FIRST) || at.isAfter(LAST)) {
            throw new InvalidInputException("at", at.toString(), FIRST + " to " + LAST);
        }
        String tier = serviceTier == null ? "" : serviceTier.trim().toLowerCase(Locale.ROOT);
        batch = batch || tier.equals("batch");
        serviceTier = STANDARD.contains(tier) || tier.equals("batch") ? null : tier;
        String place = region == null ? "" : region.trim().toLowerCase(Locale.ROOT);
        region = ANYWHERE.contains(place) ? null : place;
    }

    /**
     * An ordinary call.
     *
     * @param at when it was made
     * @return standard tier, no batch, no region
     */
    public static PriceContext at(Instant at) {
        return new PriceContext(at, null, false, null);
    }
}
