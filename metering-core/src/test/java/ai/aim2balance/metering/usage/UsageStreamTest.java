package ai.aim2balance.metering.usage;

import static ai.aim2balance.metering.usage.UsageUnit.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageStreamTest {
    private static final UsageReader OWN = UsageReader.bundled();

    @ParameterizedTest
    @CsvSource({
        "openai, openai-chat.sse, chat, chatcmpl-1, gpt-4o-2024-08-06, 19, 10, 8",
        "azure, openai-chat.sse, chat, chatcmpl-1, gpt-4o-2024-08-06, 19, 10, 8",
        "openai, openai-responses.sse, responses, resp_1, gpt-5-2025-08-07, 36, 87, 4",
        "azure, openai-responses.sse, responses, resp_1, gpt-5-2025-08-07, 36, 87, 4",
        "anthropic, anthropic.sse, default, msg_1, claude-sonnet-4-5-20250929, 525, 15, 400",
        "aws, anthropic.sse, anthropic, msg_1, claude-sonnet-4-5-20250929, 525, 15, 400",
        "azure, anthropic.sse, anthropic, msg_1, claude-sonnet-4-5-20250929, 525, 15, 400",
        "google, anthropic.sse, anthropic, msg_1, claude-sonnet-4-5-20250929, 525, 15, 400",
        "google, gemini.sse, default, r-1, gemini-2.5-flash, 11, 29, 0",
        "aws, converse.jsonl, default, , , 108, 12, 105",
        "cohere, cohere.sse, default, c-1, , 41, 25, 0",
        "ollama, ollama.jsonl, default, , llama3.2, 26, 298, 0",
        "groq, groq.sse, default, g-1, openai/gpt-oss-20b, 18, 5, 0",
        "moonshotai, moonshot.sse, chat, k-1, kimi-k2, 19, 13, 10",
        "x-ai, xai-running.sse, chat, x-1, grok-4, 18, 102, 0"
    })
    void theLastCountsOfAStreamAreItsUsage(
            String provider, String file, String api, String id, String model, long input, long output, long cached) {
        UsageStream line = OWN.stream(provider, null);
        StreamFixture.lines(file).forEach(line::accept);
        UsageReading reading = line.finish();
        assertThat(reading.api()).isEqualTo(api);
        assertThat(reading.responseId()).isEqualTo(id);
        assertThat(reading.model()).isEqualTo(model);
        assertThat(reading.usage().inputTokens()).isEqualTo(input);
        assertThat(reading.usage().outputTokens()).isEqualTo(output);
        assertThat(reading.usage().cacheReadTokens()).isEqualTo(cached);
        assertThat(reading.isClean()).isTrue();
        assertThat(line.isComplete()).isTrue();
        assertThat(line.abort(TokenEstimator.characters())).isEqualTo(reading);

        UsageStream named = OWN.stream(provider, api);
        StreamFixture.lines(file).forEach(named::accept);
        assertThat(named.finish()).isEqualTo(reading);
    }

    @Test
    void eventsMayComeInAnyPortionOfWholeLines() {
        UsageStream whole = OWN.stream("anthropic", "default");
        whole.accept(StreamFixture.text("anthropic.sse"));
        assertThat(whole.finish().usage().outputTokens()).isEqualTo(15);
        UsageStream list = OWN.stream("google", null);
        list.accept(StreamFixture.lines("gemini.sse").stream()
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring(6))
                .collect(java.util.stream.Collectors.joining(",", "[", "]")));
        assertThat(list.finish().usage().outputTokens()).isEqualTo(29);
    }

    @Test
    void anthropicsLaterCountsCompleteTheEarlierOnes() {
        UsageStream stream = OWN.stream("anthropic", null);
        StreamFixture.lines("anthropic.sse").forEach(stream::accept);
        UsageReading reading = stream.finish();
        assertThat(reading.usage().count(CACHE_WRITE_5M_TOKENS)).isEqualTo(100);
        assertThat(reading.usage().count(WEB_SEARCHES)).isEqualTo(1);
        assertThat(reading.serviceTier()).isEqualTo("standard");
    }

    @Test
    void aCountThatShrinksIsKeptAndFlagged() {
        UsageStream stream = OWN.stream("anthropic", null);
        stream.accept("{\"message\": {\"usage\": {\"input_tokens\": 25, \"output_tokens\": 1}}}");
        stream.accept("{\"usage\": {\"input_tokens\": 0, \"output_tokens\": 9}}");
        UsageReading reading = stream.finish();
        assertThat(reading.usage()).isEqualTo(TokenUsage.of(25, 9));
        assertThat(reading.flags()).containsExactly(UsageFlag.INCONSISTENT);
    }

    @Test
    void aStreamWithoutLastCountsCannotBeFinished() {
        assertThatThrownBy(() ->
                        StreamFixture.begun("openai", "openai-chat.sse", 3).finish())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no usage");
        assertThatThrownBy(() ->
                        StreamFixture.begun("anthropic", "anthropic.sse", 4).finish())
                .hasMessageContaining("cut off before the last counts");
        assertThatThrownBy(() -> StreamFixture.begun("google", "gemini.sse", 2).finish())
                .hasMessageContaining("abort()");
    }

    @Test
    void whatIsNoChunkIsRefused() {
        UsageStream stream = OWN.stream("openai", "chat");
        assertThatThrownBy(() -> stream.accept("<html>")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> stream.accept("what the model said"))
                .as("no content in messages, which end up in logs")
                .hasMessage("stream chunk is a text of 19 characters; allowed: a JSON object, or lines of server-sent"
                        + " events with JSON as data");
        assertThatThrownBy(() -> stream.accept("data: {\"a\"")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> OWN.stream(null, "chat")).hasMessage("provider is null; allowed: a provider's name");
        assertThatThrownBy(() -> OWN.stream("openai", "embeddings"))
                .hasMessageContaining("api of openai is embeddings")
                .hasMessageContaining("streams");
        assertThatThrownBy(() -> UsageReader.feed().stream("openai", "chat")).hasMessageContaining("streams");
    }
}
