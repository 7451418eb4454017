package ai.aim2balance.metering.pricing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which markup holds for a call: of the rules that hold, the most specific, and of these the last one given. */
final class MarkupTable {
    private final List<MarkupRule> rules;
    private final Markup otherwise;

    MarkupTable(List<MarkupRule> rules, Markup otherwise) {
        this.rules = List.copyOf(rules);
        this.otherwise = otherwise;
    }

    /** The rules for one model, the weightiest last. */
    MarkupTable forModel(@Nullable String tenant, String provider, @Nullable String model) {
        return new MarkupTable(
                rules.stream()
                        .filter(rule -> rule.concerns(tenant, provider, model))
                        .sorted(Comparator.comparingInt(MarkupRule::weight))
                        .toList(),
                otherwise);
    }

    /** Only on a table made by {@link #forModel}. */
    Markup at(Instant at) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (rules.get(i).holds(at)) {
                return rules.get(i).markup();
            }
        }
        return otherwise;
    }
}
