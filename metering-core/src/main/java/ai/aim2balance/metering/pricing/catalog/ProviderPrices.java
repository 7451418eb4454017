package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider and its models, in the order in which their rules are tried. Immutable and thread-safe.
 *
 * @param id the provider's name in lower case
 * @param match which other names mean this provider, or null
 * @param modelMatch which model names mean this provider where none is named, or null
 * @param apiPattern accepts the beginning of the addresses of its API, or null
 * @param fallback providers whose models are looked up where this one has none of that name
 * @param models the models
 */
public record ProviderPrices(
        String id,
        @Nullable MatchRule match,
        @Nullable MatchRule modelMatch,
        @Nullable String apiPattern,
        List<String> fallback,
        List<ModelPrices> models) {
    /** More of an address than its host and a path says nothing about the provider. */
    private static final int LONGEST_URL = 200;

    /** Checks the values. */
    public ProviderPrices {
        if (id.isBlank() || !id.equals(id.trim().toLowerCase(Locale.ROOT))) {
            throw new InvalidInputException("provider", id, "a name in lower case");
        }
        if (apiPattern != null) {
            beginning(apiPattern);
        }
        fallback = List.copyOf(fallback);
        if (!(models instanceof LazyModels)) {
            models = List.copyOf(models);
            checkNames(id, models);
        }
    }

    /** Whether an address, in lower case, belongs to the provider's API. */
    boolean serves(String url) {
        return apiPattern != null
                && beginning(apiPattern).foundIn(url.substring(0, Math.min(url.length(), LONGEST_URL)));
    }

    private static SafePattern beginning(String apiPattern) {
        return SafePattern.of("^(?:" + apiPattern + ")");
    }

    private static void checkNames(String id, List<ModelPrices> models) {
        Set<String> names = new HashSet<>();
        for (ModelPrices model : models) {
            if (!names.add(model.id().toLowerCase(Locale.ROOT))) {
                throw new InvalidInputException("model of " + id, model.id(), "each name once, whatever its case");
            }
        }
    }
}
