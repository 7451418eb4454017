package ai.aim2balance.metering.environment;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the row or tier of a name, most exact first. Whole parts only: "mini" is not found in "gemini". */
final class ModelIndex {
    /** Parts that make another model of a name that begins alike. */
    private static final Set<String> SIZES = Set.of(
            "nano",
            "micro",
            "mini",
            "small",
            "lite",
            "medium",
            "large",
            "max",
            "pro",
            "ultra",
            "plus",
            "turbo",
            "fast",
            "flash",
            "air",
            "opus",
            "sonnet",
            "haiku",
            "scout",
            "maverick",
            "distill");

    private final Map<String, ModelRow> exact = new HashMap<>();
    private final Map<String, ModelRow> stems = new HashMap<>();
    /** How many parts the longest of {@link #stems} has: longer beginnings of a name need no look-up. */
    private int longestStem;

    private final Map<String, Tier> tiers;
    private final List<Tier.Rule> rules;

    /** Rules of later files come first in the list. */
    ModelIndex(
            Map<String, ModelRow> rows, Map<String, String> aliases, Map<String, Tier> tiers, List<Tier.Rule> rules) {
        this.tiers = tiers;
        this.rules = rules.stream()
                .sorted(Comparator.comparingInt((Tier.Rule rule) -> rule.parts().size())
                        .reversed())
                .toList();
        Map<String, Long> dates = new HashMap<>();
        rows.forEach((key, row) -> {
            exact.put(key, row);
            addStem(key, row, dates);
        });
        aliases.forEach((alias, key) -> {
            ModelRow row = rows.get(key);
            if (row != null) {
                exact.putIfAbsent(alias, row);
                List<String> stem = ModelName.of(alias).stem();
                stems.putIfAbsent(ModelName.key(stem), row);
                longestStem = Math.max(longestStem, stem.size());
            }
        });
    }

    private void addStem(String key, ModelRow row, Map<String, Long> dates) {
        ModelName name = ModelName.of(key);
        String stem = ModelName.key(name.stem());
        longestStem = Math.max(longestStem, name.stem().size());
        if (dates.merge(stem, name.date() == 0 ? Long.MAX_VALUE : name.date(), Math::max)
                == (name.date() == 0 ? Long.MAX_VALUE : name.date())) {
            stems.put(stem, row);
        }
    }

    /** What a name was matched to. */
    record Match(
            String matched,
            ModelSize size,
            @Nullable ModelSize likelyAs,
            @Nullable ModelRow row,
            String source,
            Confidence confidence,
            @Nullable Fallback fallback) {}

    Match match(ModelName name) {
        ModelRow row = exact(name);
        if (row != null) {
            return of(row, null);
        }
        row = family(name.stem());
        if (row != null) {
            return of(row, Fallback.FAMILY);
        }
        if (!Double.isNaN(name.totalB())) {
            return new Match(
                    "size in name",
                    ModelSize.of(name.activeB(), name.totalB()),
                    null,
                    null,
                    "number of parameters in the name of the model",
                    Confidence.LOW,
                    Fallback.NAME_SIZE);
        }
        for (Tier.Rule rule : rules) {
            if (!name.stem().isEmpty() && rule.matches(name.stem())) {
                return of(tier(rule.tier()), Fallback.TIER);
            }
        }
        return of(tier(Tier.DEFAULT), Fallback.DEFAULT_TIER);
    }

    @Nullable
    ModelRow exact(ModelName name) {
        ModelRow row = exact.get(ModelName.key(name.whole()));
        return row == null ? exact.get(name.key()) : row;
    }

    private @Nullable ModelRow family(List<String> stem) {
        for (int length = stem.size(); length > 0; length--) {
            ModelRow row = length > longestStem ? null : stems.get(ModelName.key(stem.subList(0, length)));
            if (row != null) {
                return row;
            }
            String dropped = stem.get(length - 1);
            if (SIZES.contains(dropped) || dropped.matches("\\d+b")) {
                return null;
            }
        }
        return null;
    }

    private Match of(ModelRow row, @Nullable Fallback fallback) {
        return new Match(row.name(), row.size(), null, row, row.source(), row.confidence(), fallback);
    }

    private Match of(Tier tier, Fallback fallback) {
        ModelSize likelyAs =
                tier.likelyAs() == null ? null : tier(tier.likelyAs()).size();
        return new Match(
                "tier " + tier.name(), tier.size(), likelyAs, null, tier.source(), tier.confidence(), fallback);
    }

    private Tier tier(String name) {
        Tier tier = tiers.get(name);
        if (tier == null) {
            throw new IllegalStateException("tier " + name + " is missing, although the tables were checked");
        }
        return tier;
    }
}
