package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.internal.YamlMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Match rules as they stand in catalogue files: {@code {startsWith: gpt-4o}}, {@code {any: [{equals: a}, …]}}. */
final class MatchYaml {
    private static final Set<String> KINDS =
            Set.of("equals", "startsWith", "endsWith", "contains", "regex", "any", "all");

    private MatchYaml() {}

    static @Nullable MatchRule ruleOrNull(YamlMap yaml, String key) {
        return yaml.has(key) ? rule(yaml.map(key)) : null;
    }

    private static MatchRule rule(YamlMap yaml) {
        yaml.allowOnly(KINDS);
        if (yaml.keys().size() != 1) {
            throw yaml.error(
                    "rule",
                    yaml.keys().toString(),
                    "one of " + String.join(", ", KINDS.stream().sorted().toList()));
        }
        String kind = yaml.keys().iterator().next();
        return PlacedError.at(yaml, kind, () -> switch (kind) {
            case "equals" -> MatchRule.equalTo(yaml.text(kind));
            case "startsWith" -> MatchRule.startsWith(yaml.text(kind));
            case "endsWith" -> MatchRule.endsWith(yaml.text(kind));
            case "contains" -> MatchRule.contains(yaml.text(kind));
            case "regex" -> MatchRule.pattern(yaml.text(kind));
            case "any" -> MatchRule.anyOf(rules(yaml, kind));
            default -> MatchRule.allOf(rules(yaml, kind));
        });
    }

    private static List<MatchRule> rules(YamlMap yaml, String kind) {
        List<MatchRule> rules = yaml.maps(kind).stream().map(MatchYaml::rule).toList();
        if (rules.isEmpty()) {
            throw yaml.error(kind, "empty", "one rule or more");
        }
        return rules;
    }

    /** The rule as it stands in a file, in one line. */
    static String write(MatchRule rule) {
        if (rule instanceof MatchRule.Text text) {
            return "{" + text.kind().key() + ": " + CatalogWriter.quote(text.text()) + "}";
        }
        if (rule instanceof MatchRule.Pattern pattern) {
            return "{regex: " + CatalogWriter.quote(pattern.regex()) + "}";
        }
        boolean any = rule instanceof MatchRule.AnyOf;
        List<MatchRule> rules = rule instanceof MatchRule.AnyOf or ? or.rules() : ((MatchRule.AllOf) rule).rules();
        return "{" + (any ? "any" : "all") + ": ["
                + String.join(", ", rules.stream().map(MatchYaml::write).toList()) + "]}";
    }
}
