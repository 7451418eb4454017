package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.pricing.catalog.ProviderPrices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who served a model: LibreChat's transactions name the model alone. For one thread. */
final class Providers {
    /** The provider of calls for whose model there is none. */
    static final String UNKNOWN = "librechat";

    /**
     * Who is asked for a model whose name points to nobody, such as that of a reseller: makers first. Not everybody of the
     * catalogue, since some accept any name.
     */
    private static final List<String> ASKED =
            List.of("openai", "anthropic", "google", "mistral", "deepseek", "x-ai", "aws", "azure", "openrouter");

    private static final int MOST_REMEMBERED = 10_000;

    private final Function<String, @Nullable String> told;
    private final PriceCatalog catalog;
    private final Map<String, String> known = new HashMap<>();

    Providers(Function<String, @Nullable String> told, PriceCatalog catalog) {
        this.told = told;
        this.catalog = catalog;
    }

    String of(@Nullable String model) {
        if (model == null) {
            return UNKNOWN;
        }
        String provider = known.get(model);
        if (provider == null) {
            provider = find(model);
            if (known.size() >= MOST_REMEMBERED) {
                known.clear();
            }
            known.put(model, provider);
        }
        return provider;
    }

    private String find(String model) {
        String name = told.apply(model);
        if (name != null) {
            return name;
        }
        Optional<String> byName = catalog.providerOfModel(model).map(ProviderPrices::id);
        if (byName.isPresent() && catalog.find(byName.get(), model).isPresent()) {
            return byName.get();
        }
        return ASKED.stream()
                .filter(id -> catalog.find(id, model).isPresent())
                .findFirst()
                .or(() -> byName)
                .orElse(UNKNOWN);
    }
}
