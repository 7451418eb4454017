package ai.aim2balance.metering.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code of docs/usage.md, which is checked to stand here line by line. */
class UsageDocsTest {
    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final String body = """
            {"id": "chatcmpl-1", "model": "gpt-4o-2024-08-06", "choices": [], "usage": {"prompt_tokens": 19,
             "completion_tokens": 10, "total_tokens": 29, "prompt_tokens_details": {"cached_tokens": 8}}}""";

    @Test
    void aResponseIsRead() {
        UsageReader reader = UsageReader.bundled();
        UsageReading reading = reader.read("openai", "chat", body);
        long input = reading.usage().inputTokens(); // 19, with the 8 that came from the cache
        long cached = reading.usage().cacheReadTokens(); // 8
        String model = reading.model(); // gpt-4o-2024-08-06

        assertThat(input).isEqualTo(19);
        assertThat(cached).isEqualTo(8);
        assertThat(model).isEqualTo("gpt-4o-2024-08-06");
    }

    @Test
    void aWrongResponseIsRefused() {
        UsageReader reader = UsageReader.bundled();
        String wrong = "{\"usage\": {\"prompt_tokens\": -1, \"completion_tokens\": 10}}";
        assertThatThrownBy(() -> {
                    reader.read(
                            "openai", "chat",
                            wrong); // openai/chat: usage.prompt_tokens is -1; allowed: a whole number from 0 to ...
                })
                .hasMessageStartingWith("openai/chat: usage.prompt_tokens is -1; allowed: a whole number from 0 to ");
    }

    @Test
    void aStreamIsRead() {
        UsageReader reader = UsageReader.bundled();
        List<String> lines = StreamFixture.lines("anthropic.sse");
        UsageStream stream = reader.stream("anthropic", null);
        for (String line : lines) {
            stream.accept(line); // a chunk of JSON, or a line of server-sent events
        }
        UsageReading streamed = stream.finish();

        assertThat(streamed.usage().outputTokens()).isEqualTo(15);
    }

    @Test
    void anAbortedStreamIsEstimated() {
        UsageReader reader = UsageReader.bundled();
        UsageStream cut = reader.stream("openai", "chat");
        cut.accept("data: {\"model\": \"gpt-4o\", \"choices\": [{\"delta\": {\"content\": \"Hello world\"}}]}");
        UsageReading estimated = cut.abort(TokenEstimator.standard(), "gpt-4o", "Say hello world");
        // 3 input and 2 output tokens, flags [ESTIMATED]

        assertThat(estimated.usage()).isEqualTo(TokenUsage.of(3, 2));
        assertThat(estimated.flags()).containsExactly(UsageFlag.ESTIMATED);
    }

    @Test
    void aPromptIsEstimated() {
        TokenEstimate estimate = TokenEstimator.standard().estimate("gpt-4o", "hello world");
        // TokenEstimate[tokens=2, exact=true, method=o200k_base]

        assertThat(estimate).hasToString("TokenEstimate[tokens=2, exact=true, method=o200k_base]");
    }

    @Test
    void everySnippetOfTheDocumentStandsInThisTest() throws IOException {
        String test =
                squeezed(Files.readString(Path.of("src/test/java/ai/aim2balance/metering/usage/UsageDocsTest.java")));
        List<String> snippets = SNIPPET.matcher(Files.readString(Path.of("../docs/usage.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(snippets).hasSize(5);
        for (String snippet : snippets) {
            assertThat(snippet.lines().map(UsageDocsTest::squeezed))
                    .allSatisfy(line -> assertThat(test).contains(line));
        }
    }

    /** The formatter breaks lines where it likes. */
    private static String squeezed(String text) {
        return text.replaceAll("[\\s/]+", "");
    }
}
