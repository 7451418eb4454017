package ai.aim2balance.metering.pricing.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        return new ProviderPrices(
                base.id(),
                first(over.match(), base.match()),
                first(over.modelMatch(), base.modelMatch()),
                first(over.apiPattern(), base.apiPattern()),
                over.fallback().isEmpty() ? base.fallback() : over.fallback(),
                // models that nothing lies over need not be read for that
                over.models().isEmpty() ? base.models() : models(base, over));
    }

    private static List<ModelPrices> models(ProviderPrices base, ProviderPrices over) {
        Map<String, ModelPrices> replacing = new HashMap<>();
        over.models().forEach(model -> replacing.put(lower(model), model));
        List<ModelPrices> inPlace = new ArrayList<>();
        for (ModelPrices model : base.models()) {
            ModelPrices other = replacing.get(lower(model));
            if (other == null) {
                inPlace.add(model);
            } else if (hasOnlyItsId(other)) {
                inPlace.add(withNamesOf(model, other));
                replacing.remove(lower(model));
            }
        }
        List<ModelPrices> models = new ArrayList<>();
        over.models().stream()
                .filter(model -> replacing.containsKey(lower(model)))
                .forEach(models::add);
        models.addAll(inPlace);
        return models;
    }

    private static boolean hasOnlyItsId(ModelPrices model) {
        return model.match().equals(MatchRule.equalTo(lower(model)));
    }

    /** Other prices must not make a model unknown by the names that responses call it. */
    private static ModelPrices withNamesOf(ModelPrices base, ModelPrices over) {
        return new ModelPrices(
                over.id(),
                MatchRule.anyOf(List.of(over.match(), base.match())),
                over.rows(),
                over.contextWindow(),
                over.deprecated(),
                over.source());
    }

    private static String lower(ModelPrices model) {
        return model.id().toLowerCase(Locale.ROOT);
    }

    private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
        return one != null ? one : other;
    }
}
