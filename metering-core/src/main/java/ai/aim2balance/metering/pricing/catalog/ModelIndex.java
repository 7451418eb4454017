package ai.aim2balance.metering.pricing.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds a model of one provider by a name in lower case. */
final class ModelIndex {
    /** {@code -2024-08-06}, {@code -20250929}, {@code @20250929}, {@code -latest}: the same model on another day. */
    private static final Pattern DATE = Pattern.compile("(?:[-@](?:\\d{4}-\\d{2}-\\d{2}|\\d{8})|-latest)$");

    private final Map<String, ModelPrices> byId = new HashMap<>();
    /** The place in {@link #models} of the first model whose rule is, or is an alternative of, "equals this name". */
    private final Map<String, Integer> byEquality = new HashMap<>();
    /** Places of the models that must be asked, in order. */
    private final int[] askable;

    private final List<ModelPrices> models;

    ModelIndex(ProviderPrices provider) {
        this.models = provider.models();
        java.util.stream.IntStream.Builder ask = java.util.stream.IntStream.builder();
        for (int i = 0; i < models.size(); i++) {
            byId.put(models.get(i).id().toLowerCase(Locale.ROOT), models.get(i));
            if (!indexEqualities(models.get(i).match(), i)) {
                ask.add(i);
            }
        }
        this.askable = ask.build().toArray();
    }

    Optional<ModelPrices> byId(String name) {
        return Optional.ofNullable(byId.get(name));
    }

    /** The first model in the order of the file whose rule accepts the name. */
    Optional<ModelPrices> byRule(String name) {
        int first = byEquality.getOrDefault(name, Integer.MAX_VALUE);
        for (int place : askable) {
            if (place >= first) {
                break;
            }
            if (models.get(place).match().accepts(name)) {
                return Optional.of(models.get(place));
            }
        }
        return first == Integer.MAX_VALUE ? Optional.empty() : Optional.of(models.get(first));
    }

    static String withoutDate(String name) {
        return DATE.matcher(name).replaceFirst("");
    }

    /** Whether the rule is nothing but equalities, all of them indexed now. */
    private boolean indexEqualities(MatchRule rule, int place) {
        if (rule instanceof MatchRule.Text text && text.kind() == MatchRule.Kind.EQUALS) {
            byEquality.putIfAbsent(text.text(), place);
            return true;
        }
        if (!(rule instanceof MatchRule.AnyOf any)) {
            return false;
        }
        boolean all = true;
        for (MatchRule alternative : any.rules()) {
            all = indexEqualities(alternative, place) && all;
        }
        return all;
    }
}
