package ai.aim2balance.metering.pricing.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lays one catalogue over another. */
final class CatalogMerge {
    private CatalogMerge() {}

    static PriceCatalog merge(PriceCatalog base, PriceCatalog over) {
        Map<String, ProviderPrices> merged = new LinkedHashMap<>();
        base.providers().forEach(provider -> merged.put(provider.id(), provider));
        over.providers().forEach(provider -> merged.merge(provider.id(), provider, CatalogMerge::merge));
        return new PriceCatalog(
                base.version() + "+" + over.version(),
                base.source() + "; " + over.source(),
                List.copyOf(merged.values()));
    }

    private static ProviderPrices merge(ProviderPrices base, ProviderPrices over) {
        Set<String> replaced = over.models().stream()
                .map(model -> model.id().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<ModelPrices> models = new ArrayList<>(over.models());
        base.models().stream()
                .filter(model -> !replaced.contains(model.id().toLowerCase(Locale.ROOT)))
                .forEach(models::add);
        return new ProviderPrices(
                base.id(),
                first(over.match(), base.match()),
                first(over.modelMatch(), base.modelMatch()),
                first(over.apiPattern(), base.apiPattern()),
                over.fallback().isEmpty() ? base.fallback() : over.fallback(),
                models);
    }

    private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
        return one != null ? one : other;
    }
}
