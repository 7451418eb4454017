package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.MatchRule;
import ai.aim2balance.metering.pricing.catalog.ModelPrices;
import ai.aim2balance.metering.pricing.catalog.PriceCondition;
import ai.aim2balance.metering.pricing.catalog.PriceRow;
import ai.aim2balance.metering.pricing.catalog.Rate;
import ai.aim2balance.metering.usage.UsageUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry as it was understood, before it has its place in a catalogue.
 *
 * @param key the entry's name in the file
 * @param litellmProvider the provider as the file calls it
 * @param rows what it costs when
 * @param contextWindow the largest input in tokens, or null
 * @param deprecated whether its end has been announced
 * @param source where the price comes from, or null
 */
record LiteLlmModel(
        String key,
        String litellmProvider,
        List<Row> rows,
        @Nullable Long contextWindow,
        boolean deprecated,
        @Nullable String source) {
    /** A row without its version. */
    record Row(PriceCondition condition, Map<UsageUnit, Rate> rates) {}

    String provider() {
        return LiteLlmProviders.idOf(litellmProvider);
    }

    String id() {
        return LiteLlmProviders.modelOf(key, litellmProvider);
    }

    /** The model under an id, found by its id and by the given names. */
    ModelPrices build(String id, Set<String> names, String version) {
        String place = provider() + "/" + id;
        List<PriceRow> priced = new ArrayList<>();
        for (Row row : rows) {
            String number = rows.size() == 1 ? "" : "#" + (priced.size() + 1);
            priced.add(new PriceRow(place + number + "@" + version, row.condition(), row.rates()));
        }
        List<MatchRule> rules = names.stream().map(MatchRule::equalTo).toList();
        MatchRule rule = rules.size() == 1 ? rules.get(0) : MatchRule.anyOf(rules);
        return new ModelPrices(id, rule, priced, contextWindow, deprecated, source);
    }
}
