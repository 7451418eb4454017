package ai.aim2balance.metering.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UniqueIdTest {
    private static final String UUID = "3cdb958c-e4cc-4834-b52b-1d1a7f324714";

    private static UsageReading reading(String provider, String api, @Nullable String id, Set<UsageFlag> flags) {
        return new UsageReading(
                provider, api, "m", id, TokenUsage.of(1, 1), flags, null, null, false, null, null, List.of());
    }

    @Test
    void theApisWithUniqueIdsAreThese() {
        Set<String> marked = new TreeSet<>();
        for (String provider : UsageReader.bundled().providers()) {
            for (String api : UsageReader.bundled().apis(provider)) {
                for (String start : List.of("", "chatcmpl-", "resp_", "msg_", "gen-")) {
                    if (reading(provider, api, start + UUID, Set.of()).uniqueId() != null) {
                        marked.add(provider + "/" + api);
                    }
                }
            }
        }
        assertThat(marked)
                .containsExactly(
                        "anthropic/default",
                        "aws/anthropic",
                        "azure/chat",
                        "azure/responses",
                        "cohere/default",
                        "cohere/tokens",
                        "deepseek/chat",
                        "google/default",
                        "groq/default",
                        "openai/chat",
                        "openai/realtime",
                        "openai/responses",
                        "openrouter/chat",
                        "x-ai/chat",
                        "x-ai/default");
    }

    @ParameterizedTest
    @CsvSource({
        "openai, chat, chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
        "openai, chat, cmpl-uqkvlQyYK7bGYrRHQ0eXlWi7",
        "openai, responses, resp_67ccd2bed1ec8190b14f964abc0542670bb6a6b452d3795b",
        "openai, realtime, resp_BGSLVJ6Lh0aVvXq3xQk2m",
        "azure, chat, chatcmpl-6v7mkQj980V1yBec6ETrKPRqFjNw9",
        "azure, responses, resp_67ccd2bed1ec8190b14f964abc0542670bb6a6b452d3795b",
        "anthropic, default, msg_01XFDUDYJgAACzvnptvVoYEL",
        "aws, anthropic, msg_bdrk_01XFDUDYJgAACzvnptvVoYEL",
        "google, default, mAitaLmkHPPlz7IPvtfUqQ4",
        "cohere, default, c14c80c3-18eb-4519-9460-6c92edd8cfb4",
        "x-ai, chat, 3cdb958c-e4cc-4834-b52b-1d1a7f324714",
        "deepseek, chat, 930c60df-bf64-41c9-a88e-3ec75f81e00e",
        "groq, default, chatcmpl-f51b2cd2-bef7-417e-964e-a08f0b513c22",
        "openrouter, chat, gen-1730000000-aBcDeFgHiJkLmNoPqRsT"
    })
    void anIdOfTheProvidersOwnFormIsUnique(String provider, String api, String id) {
        assertThat(reading(provider, api, id, Set.of()).uniqueId()).isEqualTo(provider + "/" + api + "/" + id);
        assertThat(reading(provider, api, id, Set.of(UsageFlag.LOST_TOKENS)).uniqueId())
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "openai, chat, chatcmpl-123",
        "openai, chat, 3cdb958c-e4cc-4834-b52b-1d1a7f324714",
        "openai, responses, msg_01XFDUDYJgAACzvnptvVoYEL",
        "anthropic, default, chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
        "google, default, r-1",
        "x-ai, chat, a/b#0123456789abcdef0123",
        "openai, embeddings, chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
        "aws, default, msg_01XFDUDYJgAACzvnptvVoYEL",
        "mistral, default, cmpl-e5cc70bb28c444948073e77776eb30ef",
        "ollama, chat, chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
        "self-hosted, chat, chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
        "litellm, chat, chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
        "nobody, chat, chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
        "openai, nothing, chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
        "openai, chat,"
    })
    void anyOtherIdIsNot(String provider, String api, @Nullable String id) {
        assertThat(reading(provider, api, id, Set.of()).uniqueId()).isNull();
    }

    @Test
    void usageThatIsEstimatedHasNone() {
        String id = "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT";
        UsageStream stream = UsageReader.bundled().stream("openai", "chat");
        stream.accept("{\"id\": \"" + id + "\", \"choices\": [{\"delta\": {\"content\": \"Hello\"}}]}");
        UsageReading aborted = stream.abort(TokenEstimator.characters());
        assertThat(aborted.responseId()).isEqualTo(id);
        assertThat(aborted.uniqueId()).isNull();

        stream.accept("{\"id\": \"" + id + "\", \"usage\": {\"prompt_tokens\": 1, \"completion_tokens\": 2}}");
        assertThat(stream.finish().uniqueId()).isEqualTo("openai/chat/" + id);
    }
}
