package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.MatchRule;
import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.pricing.catalog.ProviderPrices;
import ai.aim2balance.metering.pricing.importer.ImportFinding.Kind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers entries into providers. Entries of one model with one price are one model with several names. */
final class LiteLlmCatalog {
    private final Findings findings;
    private final Map<String, Map<String, Named>> providers = new LinkedHashMap<>();
    private final Map<String, Set<String>> aliases = new LinkedHashMap<>();

    LiteLlmCatalog(Findings findings) {
        this.findings = findings;
    }

    private record Named(String id, LiteLlmModel model, Set<String> names) {}

    void add(LiteLlmModel model) {
        aliases.computeIfAbsent(model.provider(), id -> new LinkedHashSet<>())
                .add(model.litellmProvider().toLowerCase(Locale.ROOT));
        Map<String, Named> models = providers.computeIfAbsent(model.provider(), id -> new LinkedHashMap<>());
        if (!placed(model.id(), model, models) && !placed(model.key(), model, models)) {
            findings.add(Kind.IGNORED, "prices", model.key(), "another entry of this name has other prices");
        }
    }

    /** Where the short name is taken at another price, an entry keeps its full name. */
    private static boolean placed(String id, LiteLlmModel model, Map<String, Named> models) {
        Named other = models.get(id.toLowerCase(Locale.ROOT));
        if (other != null && !other.model().rows().equals(model.rows())) {
            return false;
        }
        Named named = other != null ? other : new Named(id, model, new LinkedHashSet<>(List.of(id)));
        named.names().add(model.key());
        models.put(id.toLowerCase(Locale.ROOT), named);
        return true;
    }

    PriceCatalog build(String version, String source) {
        List<ProviderPrices> list = providers.entrySet().stream()
                .map(entry -> new ProviderPrices(
                        entry.getKey(),
                        match(entry.getKey()),
                        null,
                        null,
                        List.of(),
                        entry.getValue().values().stream()
                                .map(named -> named.model().build(named.id(), named.names(), version))
                                .toList()))
                .toList();
        return new PriceCatalog(version, source, list);
    }

    private @Nullable MatchRule match(String provider) {
        List<MatchRule> rules = aliases.getOrDefault(provider, Set.of()).stream()
                .filter(name -> !name.equals(provider))
                .map(MatchRule::equalTo)
                .toList();
        if (rules.isEmpty()) {
            return null;
        }
        return rules.size() == 1 ? rules.get(0) : MatchRule.anyOf(rules);
    }
}
