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

    /** Of several providers that serve a model of that name, makers come before resellers. */
    private static final List<String> FIRST =
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
        return java.util.stream.Stream.concat(FIRST.stream(), catalog.providerIds().stream())
                .filter(catalog.providerIds()::contains)
                .filter(id -> catalog.find(id, model).isPresent())
                .findFirst()
                .or(() -> byName)
                .orElse(UNKNOWN);
    }
}
