package ai.aim2balance.metering.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AbortedStreamTest {
    /** One token for each character: what was estimated can be seen in the count. */
    private static final TokenEstimator EACH =
            (model, text) -> new TokenEstimate(text.length(), false, "each " + model);

    @Test
    void withoutAnyCountOutputAndPromptAreEstimated() {
        UsageStream stream = StreamFixture.begun("openai", "openai-chat.sse", 3);
        UsageReading reading = stream.abort(EACH, null, "Say hello");
        assertThat(reading.usage()).isEqualTo(TokenUsage.of(9, "Hello world".length()));
        assertThat(reading.flags()).containsExactly(UsageFlag.ESTIMATED);
        assertThat(reading.model()).isEqualTo("gpt-4o-2024-08-06");
        assertThat(reading.responseId()).isEqualTo("chatcmpl-1");
    }

    @Test
    void withoutPromptTheInputIsUnknownAndNotZero() {
        UsageReading reading =
                StreamFixture.begun("openai", "openai-chat.sse", 2).abort(EACH);
        assertThat(reading.usage().has(UsageUnit.INPUT_TOKENS)).isFalse();
        assertThat(reading.flags()).containsExactly(UsageFlag.ESTIMATED, UsageFlag.UNKNOWN_INPUT);
    }

    @Test
    void whatTheProviderCountedIsKeptAndTheRestIsEstimated() {
        UsageReading reading =
                StreamFixture.begun("anthropic", "anthropic.sse", 5).abort(EACH, "m", "a prompt");
        assertThat(reading.usage().inputTokens()).isEqualTo(525);
        assertThat(reading.usage().outputTokens()).isEqualTo(1 + "Hello world!".length());
        assertThat(reading.flags()).containsExactly(UsageFlag.ESTIMATED);
    }

    @Test
    void runningCountsCoverTheTextBeforeThem() {
        UsageReading reading = StreamFixture.begun("google", "gemini.sse", 2).abort(EACH);
        assertThat(reading.usage()).isEqualTo(TokenUsage.of(11, 7));
        assertThat(reading.flags()).containsExactly(UsageFlag.ESTIMATED);
        UsageStream later = StreamFixture.begun("x-ai", "xai-running.sse", 1);
        later.accept("data: {\"choices\": [{\"delta\": {\"content\": \"abc\"}}]}");
        assertThat(later.abort(EACH).usage().outputTokens()).isEqualTo(101 + 3);
    }

    @Test
    void aStreamOfWhichNothingArrivedStillHasAReading() {
        UsageReading reading = UsageReader.bundled().stream("aws", null).abort(EACH, "nova-pro", "four");
        assertThat(reading.usage()).isEqualTo(TokenUsage.of(4, 0));
        assertThat(reading.model()).isEqualTo("nova-pro");
        assertThat(reading.flags()).containsExactly(UsageFlag.ESTIMATED);
    }

    @Test
    void longTextIsEstimatedFromItsBeginning() {
        UsageStream stream = UsageReader.bundled().stream("ollama", null);
        String chunk = "{\"message\": {\"content\": \"" + "x".repeat(1_000) + "\"}}";
        for (int i = 0; i < 500; i++) {
            stream.accept(chunk);
        }
        long[] seen = {0};
        UsageReading reading = stream.abort((model, text) -> {
            seen[0] = text.length();
            return new TokenEstimate(text.length() / 4, false, "quarter");
        });
        assertThat(seen[0]).isEqualTo(SeenText.KEPT);
        assertThat(reading.usage().outputTokens()).isEqualTo(125_000);
    }
}
