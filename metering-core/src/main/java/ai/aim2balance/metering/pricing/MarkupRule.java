package ai.aim2balance.metering.pricing;

import ai.aim2balance.metering.InvalidInputException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A markup for some calls. What is null holds for all.
 *
 * @param tenant the tenant, compared exactly, or null
 * @param provider the provider's catalogue id in lower case, or null
 * @param model the model's catalogue id, without regard to case, or null
 * @param from the first instant, or null
 * @param until the first instant after it, or null
 * @param markup the markup
 */
public record MarkupRule(
        @Nullable String tenant,
        @Nullable String provider,
        @Nullable String model,
        @Nullable Instant from,
        @Nullable Instant until,
        Markup markup) {
    /** Checks the order of the instants. */
    public MarkupRule {
        if (from != null && until != null && !from.isBefore(until)) {
            throw new InvalidInputException("markup until", until.toString(), "an instant after from, " + from);
        }
        provider = provider == null ? null : provider.toLowerCase(Locale.ROOT);
        model = model == null ? null : model.toLowerCase(Locale.ROOT);
    }

    /**
     * A markup for a tenant, at all times.
     *
     * @param tenant the tenant
     * @param markup the markup
     * @return the rule
     */
    public static MarkupRule forTenant(String tenant, Markup markup) {
        return new MarkupRule(tenant, null, null, null, null, markup);
    }

    boolean concerns(@Nullable String tenant, String provider, @Nullable String model) {
        return (this.tenant == null || this.tenant.equals(tenant))
                && (this.provider == null || this.provider.equals(provider.toLowerCase(Locale.ROOT)))
                && (this.model == null || (model != null && this.model.equals(model.toLowerCase(Locale.ROOT))));
    }

    boolean holds(Instant at) {
        return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
    }

    /** A tenant outweighs a model, a model outweighs a provider. */
    int weight() {
        return (tenant == null ? 0 : 4) + (model == null ? 0 : 2) + (provider == null ? 0 : 1);
    }
}
