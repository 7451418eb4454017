package ai.aim2balance.metering.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileBodyTest {
    private static final UsageReader OWN = UsageReader.bundled();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1.5",
                "9223372036854775808",
                "1e19",
                "1e999999999",
                "1e-999999999",
                "\"12\"",
                "true",
                "[]",
                "{}",
                "-0.5",
                "123456789012345678901234567890"
            })
    void whatIsNoCountIsRefusedByName(String value) {
        String body = "{\"usage\": {\"prompt_tokens\": " + value + ", \"completion_tokens\": 1}}";
        assertThatThrownBy(() -> OWN.read("openai", "chat", body))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("openai/chat: usage.prompt_tokens is ")
                .hasMessageContaining("a whole number from 0 to 9223372036854775807");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "17",
                "{}",
                "{\"usage\": null}",
                "{\"usage\": {}}",
                "{\"usage\": 5}",
                "{\"usage\": [1]}",
                "{\"usage\": {\"prompt_tokens\": 1}}",
                "{\"usage\": {\"prompt_tokens\": 1, \"completion_tokens\": null}}",
                "{\"usage\": {\"prompt_tokens\": 1, \"completion_tokens\": 1, \"prompt_tokens_details\": 5}}",
                "{\"usage\": {\"prompt_tokens\": 1, \"completion_tokens\": 1}, \"usage\": {\"prompt_tokens\": 9}}",
                "{\"usage\": {\"prompt_tokens\": 1, \"completion_tokens\": 1}",
                "{\"usage\": {\"prompt_tokens\": 1, \"completion_tokens\": 1}} x",
                "<html>502</html>"
            })
    void bodiesWithoutSoundUsageAreRefused(String body) {
        assertThatThrownBy(() -> OWN.read("openai", "chat", body)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> OWN.read("anthropic", null, body)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void countsWhoseSumLeavesTheRangeAreRefused() {
        String body = "{\"usage\": {\"input_tokens\": 9223372036854775807, \"cache_read_input_tokens\": 1,"
                + " \"output_tokens\": 0}}";
        assertThatThrownBy(() -> OWN.read("anthropic", null, body))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("input_tokens");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"completion_tokens\": 5, \"completion_tokens_details\": {\"reasoning_tokens\": 6}",
                "\"completion_tokens\": 5, \"prompt_tokens_details\": {\"cached_tokens\": 101}",
                "\"completion_tokens\": 5, \"prompt_tokens_details\": {\"audio_tokens\": 60, \"text_tokens\": 60}",
                "\"completion_tokens\": 5, \"total_tokens\": 104"
            })
    void contradictionsAreKeptAndFlagged(String members) {
        UsageReading reading = OWN.read("openai", "chat", "{\"usage\": {\"prompt_tokens\": 100, " + members + "}}");
        assertThat(reading.flags()).containsExactly(UsageFlag.INCONSISTENT);
        assertThat(reading.usage().inputTokens()).isEqualTo(100);
        assertThat(reading.usage().outputTokens()).isEqualTo(5);
    }

    @Test
    void splitsOfDifferentKindsMayOverlap() {
        String body = "{\"usage\": {\"prompt_tokens\": 100, \"completion_tokens\": 5, \"prompt_tokens_details\":"
                + " {\"cached_tokens\": 50, \"audio_tokens\": 60}}}";
        assertThat(OWN.read("openai", "chat", body).isClean()).isTrue();
    }

    @Test
    void deepNestingIsRefusedWhereverItStands() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        for (String body : new String[] {
            deep,
            "{\"choices\": " + deep + "}",
            "{\"usage\": " + deep + "}",
            "{\"usage\": {\"prompt_tokens\": " + deep + "}}"
        }) {
            assertThatThrownBy(() -> OWN.read("openai", "chat", body))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("at most 500 deep");
        }
    }

    @Test
    void aBodyOfAHundredMegabytesIsReadInBoundedMemory() {
        InputStream body = large(
                "{\"id\": \"x\", \"choices\": [{\"message\": {\"content\": \"",
                "\"}}], \"usage\": {\"prompt_tokens\": 5, \"completion_tokens\": 2}}");
        assertThat(OWN.read("openai", "chat", body).usage()).isEqualTo(TokenUsage.of(5, 2));
        InputStream text = large("{\"response\": \"", "\", \"prompt_eval_count\": 5, \"eval_count\": 2}");
        assertThat(OWN.read("ollama", "default", text).usage()).isEqualTo(TokenUsage.of(5, 2));
    }

    @Test
    void aUsageOfAHundredMegabytesIsRefused() {
        assertThatThrownBy(() -> OWN.read("openai", "chat", large("{\"usage\": {\"note\": \"", "\"}}")))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aHundredThousandStepsOfUsageAreRefusedOrReadButNeverKeptWithoutLimit() {
        String many =
                "{\"usage\": {\"prompt_tokens\": 1, \"completion_tokens\": 1, \"x\": [0" + ",0".repeat(250_000) + "]}}";
        assertThatThrownBy(() -> OWN.read("openai", "chat", many)).hasMessageContaining("too large");
    }

    @Test
    void pricesThatWouldFillTheMemoryAreRefused() {
        String body = "{\"usage\": {\"prompt_tokens\": 1, \"completion_tokens\": 1, \"cost\": 1e999999999}}";
        assertThatThrownBy(() -> OWN.read("openrouter", "chat", body))
                .hasMessageContaining("usage.cost is 1E+999999999");
    }

    private static InputStream large(String before, String after) {
        byte[] mebibyte = "a".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        InputStream middle = new SequenceInputStream(Collections.enumeration(IntStream.range(0, 100)
                .mapToObj(i -> new ByteArrayInputStream(mebibyte))
                .toList()));
        return new SequenceInputStream(
                new SequenceInputStream(new ByteArrayInputStream(before.getBytes(StandardCharsets.UTF_8)), middle),
                new ByteArrayInputStream(after.getBytes(StandardCharsets.UTF_8)));
    }
}
