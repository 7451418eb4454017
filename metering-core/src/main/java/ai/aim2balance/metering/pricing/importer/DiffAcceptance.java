package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.MatchRule;
import ai.aim2balance.metering.pricing.catalog.ModelPrices;
import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.pricing.catalog.PriceRow;
import ai.aim2balance.metering.pricing.catalog.ProviderPrices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the catalogue that results from accepted proposals. */
final class DiffAcceptance {
    private final RowMerge merge;
    private final Map<String, ProviderPrices> providers = new LinkedHashMap<>();

    DiffAcceptance(PriceCatalog current, RowMerge merge) {
        this.merge = merge;
        current.providers().forEach(provider -> providers.put(provider.id(), provider));
    }

    PriceCatalog catalog(String version, String source) {
        Set<String> known = providers.keySet();
        List<ProviderPrices> list = providers.values().stream()
                .map(provider -> withFallback(
                        provider,
                        provider.fallback().stream().filter(known::contains).toList()))
                .toList();
        return new PriceCatalog(version, source, list);
    }

    void accept(Proposal proposal) {
        ModelPrices model = proposal.model();
        ProviderPrices from = proposal.provider();
        if (model == null || from == null) {
            return;
        }
        ModelPrices before = proposal.before();
        ModelPrices accepted =
                before == null ? model : merged(model, before, proposal.entry().kind() == DiffEntry.Kind.CHANGED);
        String target = proposal.entry().provider();
        ProviderPrices base = providers.get(target);
        providers.put(target, base == null ? only(from, accepted) : with(base, from, accepted));
    }

    void remove(DiffEntry entry) {
        ProviderPrices base = providers.get(entry.provider());
        if (base != null) {
            List<ModelPrices> models = new ArrayList<>(base.models());
            models.removeIf(model -> model.id().equalsIgnoreCase(entry.model()));
            providers.put(base.id(), with(base, base.match(), models));
        }
    }

    /** A model keeps its place and its rules; a name that so far was another model's keeps the history of that one. */
    private ModelPrices merged(ModelPrices model, ModelPrices before, boolean same) {
        List<PriceRow> rows = merge.rows(before, model);
        MatchRule match = same ? eitherOf(before.match(), model.match()) : model.match();
        return new ModelPrices(
                same ? before.id() : model.id(),
                match,
                rows,
                model.contextWindow() != null ? model.contextWindow() : before.contextWindow(),
                model.deprecated() || before.deprecated(),
                model.source() != null ? model.source() : before.source());
    }

    private static ProviderPrices with(ProviderPrices base, ProviderPrices from, ModelPrices model) {
        List<ModelPrices> models = new ArrayList<>(base.models());
        int place = 0;
        while (place < models.size() && !models.get(place).id().equalsIgnoreCase(model.id())) {
            place++;
        }
        if (place < models.size()) {
            models.set(place, model);
        } else {
            // In front: the rules of the models in use may be broad enough to catch the new name.
            models.add(0, model);
        }
        return with(base, either(base.match(), from.match()), models);
    }

    private static ProviderPrices with(ProviderPrices base, @Nullable MatchRule match, List<ModelPrices> models) {
        return new ProviderPrices(base.id(), match, base.modelMatch(), base.apiPattern(), base.fallback(), models);
    }

    private static ProviderPrices only(ProviderPrices from, ModelPrices model) {
        return new ProviderPrices(
                from.id(), from.match(), from.modelMatch(), from.apiPattern(), from.fallback(), List.of(model));
    }

    private static ProviderPrices withFallback(ProviderPrices base, List<String> fallback) {
        return fallback.equals(base.fallback())
                ? base
                : new ProviderPrices(
                        base.id(), base.match(), base.modelMatch(), base.apiPattern(), fallback, base.models());
    }

    private static @Nullable MatchRule either(@Nullable MatchRule one, @Nullable MatchRule other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return eitherOf(one, other);
    }

    /** Without saying anything twice: the same list is imported again and again. */
    private static MatchRule eitherOf(MatchRule one, MatchRule other) {
        Set<MatchRule> rules = new LinkedHashSet<>(alternatives(one));
        rules.addAll(alternatives(other));
        return rules.size() == 1 ? one : MatchRule.anyOf(List.copyOf(rules));
    }

    private static List<MatchRule> alternatives(MatchRule rule) {
        return rule instanceof MatchRule.AnyOf any ? any.rules() : List.of(rule);
    }
}
