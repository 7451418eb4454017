package ai.aim2balance.metering.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.aim2balance.metering.InvalidInputException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Where our rules read real bodies differently from the feed's, and why. A difference without a reason fails. */
class OwnDifferencesTest {
    @Test
    void everyDifferenceToTheFeedHasAReason() {
        Map<String, Integer> reasons = new TreeMap<>();
        for (FeedData.Sample sample : FeedData.samples()) {
            sample.expected()
                    .forEach((api, expected) -> reasons.merge(reason(sample.body(), api, expected), 1, Integer::sum));
        }
        assertThat(reasons)
                .containsOnly(
                        entry("none: read alike", 3148),
                        entry("refused: the body is of another API", 701),
                        entry("Anthropic's thinking on other hosts", 16),
                        entry("lifetimes of Bedrock's cache writes", 1),
                        entry("cached tokens under another name", 186),
                        entry("cache writes of the responses API", 6),
                        entry("reasoning under another name", 52),
                        entry("modalities beside the counts", 30),
                        entry("Gemini's misspelt details", 1),
                        entry("Gemini's thinking in the total alone", 30),
                        entry("flagged: the total contradicts reasoning apart", 32));
    }

    private static String reason(String body, String name, Map<String, Object> expected) {
        String provider = name.substring(0, name.indexOf('/'));
        UsageReading own;
        try {
            own = UsageReader.bundled().read(provider, name.substring(name.indexOf('/') + 1), body);
        } catch (InvalidInputException e) {
            return e.allowed().startsWith("only members of this API") ? "refused: the body is of another API" : "?";
        }
        Map<String, Object> found = FeedParityTest.nonZero(own.usage());
        Set<String> units = new TreeSet<>(found.keySet());
        units.addAll(expected.keySet());
        units.removeIf(unit -> Objects.equals(found.get(unit), expected.get(unit)));
        if (own.flags().equals(Set.of(UsageFlag.DERIVED))) {
            return "Gemini's thinking in the total alone";
        }
        if (own.flags().equals(Set.of(UsageFlag.INCONSISTENT)) && provider.equals("x-ai")) {
            return "flagged: the total contradicts reasoning apart";
        }
        assertThat(own.flags()).as(name).isEmpty();
        return units.isEmpty()
                ? "none: read alike"
                : units.stream().map(unit -> reason(name, unit)).distinct().collect(Collectors.joining(" + "));
    }

    private static String reason(String api, String unit) {
        return switch (unit) {
            case "cache_read_tokens" -> "cached tokens under another name";
            case "cache_write_tokens" -> "cache writes of the responses API";
            case "cache_write_5m_tokens" -> "lifetimes of Bedrock's cache writes";
            case "output_reasoning_tokens" ->
                api.endsWith("anthropic") || api.equals("minimax/default")
                        ? "Anthropic's thinking on other hosts"
                        : "reasoning under another name";
            case "input_text_tokens" ->
                api.equals("google/default") ? "Gemini's misspelt details" : "modalities beside the counts";
            case "input_audio_tokens", "output_text_tokens" -> "modalities beside the counts";
            default -> "?";
        };
    }
}
