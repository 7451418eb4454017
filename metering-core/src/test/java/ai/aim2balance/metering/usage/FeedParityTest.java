package ai.aim2balance.metering.usage;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class FeedParityTest {
    private final UsageReader feed = UsageReader.feed();

    @Test
    void realBodiesAreReadAsTheFeedReadsThemAndNoOthers() {
        List<String> wrong = new ArrayList<>();
        int[] read = {0, 0};
        List<Map.Entry<String, String>> extractors = extractors();
        for (FeedData.Sample sample : FeedData.samples()) {
            for (Map.Entry<String, String> extractor : extractors) {
                String name = extractor.getKey() + "/" + extractor.getValue();
                Map<String, Object> expected = sample.expected().get(name);
                Map<String, Object> found = usageOrNull(extractor.getKey(), extractor.getValue(), sample.body());
                read[expected == null ? 1 : 0]++;
                if (expected == null ? found != null : !expected.equals(found)) {
                    wrong.add(sample.index() + " " + name + ": " + found + " for " + expected);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(read).as("bodies that extractors read, and that they refuse").containsExactly(4203, 8955);
    }

    @Test
    void theFeedIsFollowedWhereWeWouldReadOtherwise() {
        String twice = "{\"usageMetadata\": {\"promptTokenCount\": 9, \"promptTokensDetails\": ["
                + "{\"modality\": \"TEXT\", \"tokenCount\": 4}, {\"modality\": \"TEXT\", \"tokenCount\": 5}]}}";
        assertThat(feed.read("google", null, twice).usage().count(UsageUnit.INPUT_TEXT_TOKENS))
                .isEqualTo(4);
        assertThat(UsageReader.bundled().read("google", null, twice).usage().count(UsageUnit.INPUT_TEXT_TOKENS))
                .isEqualTo(9);
        String fraction = "{\"usage\": {\"prompt_tokens\": 12.0, \"completion_tokens\": true}}";
        assertThat(usageOrNull("openai", "chat", fraction)).isNull();
        assertThat(usageOrNull("openai", "chat", fraction.replace("12.0", "12").replace("true", "[]")))
                .isNull();
    }

    @Test
    void theRuleFileSaysWhatTheExtractorsSay() {
        Map<String, Set<String>> theirs = new TreeMap<>();
        for (Map<String, Object> provider : FeedData.providers()) {
            for (Map<String, Object> extractor : FeedData.extractors(provider)) {
                Set<String> lines = new TreeSet<>();
                lines.add("root " + path(extractor.get("root")));
                lines.add("model " + path(extractor.getOrDefault("model_path", "model")));
                for (Map<String, Object> mapping : FeedData.maps(extractor.get("mappings"))) {
                    lines.add(path(mapping.get("path")) + " " + mapping.get("dest") + " "
                            + mapping.getOrDefault("required", true));
                }
                theirs.put(provider.get("id") + "/" + FeedData.apiOf(extractor), lines);
            }
        }
        assertThat(ours()).isEqualTo(theirs);
    }

    @Test
    void providersAreKnownByTheNamesOfTheFeed() {
        for (Map<String, Object> provider : FeedData.providers()) {
            String id = (String) provider.get("id");
            assertThat(UsageReader.bundled().providerId(" " + id.toUpperCase(Locale.ROOT) + " "))
                    .isEqualTo(id);
        }
        for (String name :
                List.of("my-bedrock", "amazon-x", "vertex-ai", "xai", "together_ai", "mistralai", "openai-eu")) {
            assertThat(UsageReader.bundled().providerId(name)).as(name).isEqualTo(firstMatch(name));
        }
    }

    private static String firstMatch(String name) {
        return FeedData.providers().stream()
                .filter(provider -> provider.containsKey("provider_match")
                        && accepts(FeedData.map(provider.get("provider_match")), name))
                .map(provider -> (String) provider.get("id"))
                .findFirst()
                .orElseThrow();
    }

    private static boolean accepts(Map<String, Object> match, String name) {
        Map.Entry<String, Object> rule = match.entrySet().iterator().next();
        return switch (rule.getKey()) {
            case "equals" -> name.equals(rule.getValue());
            case "starts_with" -> name.startsWith((String) rule.getValue());
            case "contains" -> name.contains((String) rule.getValue());
            case "or" -> FeedData.maps(rule.getValue()).stream().anyMatch(part -> accepts(part, name));
            case "and" -> FeedData.maps(rule.getValue()).stream().allMatch(part -> accepts(part, name));
            default -> throw new AssertionError(rule);
        };
    }

    private Map<String, Set<String>> ours() {
        Map<String, Set<String>> ours = new TreeMap<>();
        for (String provider : feed.providers()) {
            for (ApiReader reader : feed.book().provider(provider).all()) {
                ApiRules rules = reader.rules();
                Set<String> lines = new TreeSet<>();
                lines.add("root " + rules.roots().get(0));
                lines.add("model " + rules.around().model().get(0));
                for (CountRule rule : rules.counts()) {
                    rule.units()
                            .forEach(unit -> lines.add(rule.paths().get(0) + " " + unit.key() + " " + rule.required()));
                }
                ours.put(rules.name(), lines);
            }
        }
        return ours;
    }

    private static String path(Object path) {
        if (path instanceof String key) {
            return key;
        }
        StringBuilder text = new StringBuilder();
        for (Object step : (List<?>) path) {
            if (step instanceof Map<?, ?> match) {
                Object value = ((Map<?, ?>) match.get("match")).get("equals");
                text.append('[')
                        .append(match.get("field"))
                        .append('=')
                        .append(value)
                        .append(']');
            } else {
                text.append(text.length() == 0 ? "" : ".").append(step);
            }
        }
        return text.toString();
    }

    private static Map<String, Object> usageOrNull(String provider, String api, String body) {
        try {
            return FeedParityTest.nonZero(
                    UsageReader.feed().read(provider, api, body).usage());
        } catch (InvalidInputException e) {
            return null;
        }
    }

    static Map<String, Object> nonZero(TokenUsage usage) {
        Map<String, Object> counts = new TreeMap<>();
        usage.counts().forEach((unit, count) -> {
            if (count > 0) {
                counts.put(unit.key(), count);
            }
        });
        return counts;
    }

    private static List<Map.Entry<String, String>> extractors() {
        return FeedData.providers().stream()
                .flatMap(provider -> FeedData.extractors(provider).stream()
                        .map(extractor -> Map.entry((String) provider.get("id"), FeedData.apiOf(extractor))))
                .toList();
    }
}
