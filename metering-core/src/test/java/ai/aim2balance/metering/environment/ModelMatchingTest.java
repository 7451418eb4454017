package ai.aim2balance.metering.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelMatchingTest {
    private final ModelIndex models = EnvironmentFactors.bundled().tables(0).models;

    private void assertMatch(String name, String matched, @Nullable Fallback fallback) {
        ModelIndex.Match match = models.match(ModelName.of(name));
        assertThat(match.matched()).isEqualTo(matched);
        assertThat(match.fallback()).isEqualTo(fallback);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, gpt-4o",
        "GPT-4o, gpt-4o",
        "openai/gpt-4o, gpt-4o",
        "gpt-35-turbo, gpt-3.5-turbo",
        "gpt-4.1-mini, gpt-4.1-mini",
        "models/gemini-2.5-flash-lite, gemini-2.5-flash-lite",
        "anthropic/claude-opus-4.6, claude-opus-4-6",
        "us.anthropic.claude-opus-4-5-20251101-v1:0, claude-opus-4-5-20251101",
        "claude-sonnet-4-5@20250929, claude-sonnet-4-5-20250929",
        "meta-llama/Meta-Llama-3.1-8B-Instruct, meta-llama/Meta-Llama-3.1-8B-Instruct",
        "llama3.1:8b, meta-llama/Meta-Llama-3.1-8B-Instruct",
        "deepseek.r1-v1:0, deepseek-reasoner",
        "deepseek/deepseek-chat, deepseek-chat",
        "gpt-oss:120b, openai/gpt-oss-120b",
    })
    void aKnownNameMatchesInEverySpellingWithoutAFlag(String name, String matched) {
        assertMatch(name, matched, null);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-2024-08-06, gpt-4o",
        "gpt-4o-mini-search-preview, gpt-4o-mini",
        "gpt-5-chat-latest, gpt-5",
        "gpt-5.6, gpt-5",
        "claude-sonnet-4-5, claude-sonnet-4-5-20250929",
        "claude-opus-4-6-20260205, claude-opus-4-6",
        "mistral-large-latest, mistral-large-2512",
        "gemini-2.5-flash-preview-05-20, gemini-2.5-flash",
        "gemini-2.0-flash-001, gemini-2.0-flash",
        "llama-3.1-8b-instant, meta-llama/Meta-Llama-3.1-8B-Instruct",
        "deepseek-chat-v3-0324, deepseek-chat",
        "o3-mini-high, o3-mini",
        "mistral-small-3, mistral-small-2506",
    })
    void aDatedOrDerivedNameMatchesItsFamilyFlagged(String name, String matched) {
        assertMatch(name, matched, Fallback.FAMILY);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5.5-mini, tier M",
        "gpt-5.5-pro, tier XXXL",
        "o1-pro, tier XXXL",
        "claude-opus-5, tier XL",
        "claude-opus-4-7, tier XL",
        "claude-opus-4-20250514, tier XXL",
        "claude-sonnet-5, tier L",
        "claude-haiku-5, tier S",
        "gemini-4-pro, tier XXL",
        "gemini-4-flash, tier L",
        "gemini-4-flash-lite, tier S",
        "grok-5, tier XL",
        "o1-mini, tier M",
        "codex-mini-latest, tier M",
    })
    void aNewNameMatchesTheTierThatItsPartsSuggest(String name, String matched) {
        assertMatch(name, matched, Fallback.TIER);
    }

    @ParameterizedTest
    @CsvSource({
        "gemma3:12b, 12, 12",
        "qwen3-next-80b-a3b, 80, 3",
        "deepseek-r1-distill-llama-70b, 70, 70",
        "qwen2.5:1.5b, 1.5, 1.5"
    })
    void aSizeInTheNameIsUsedFlagged(String name, double totalB, double activeB) {
        assertMatch(name, "size in name", Fallback.NAME_SIZE);
        assertThat(models.match(ModelName.of(name)).size()).isEqualTo(ModelSize.of(activeB, totalB));
    }

    @ParameterizedTest
    @CsvSource({
        "minimax-text-01",
        "ministral-next",
        "banana",
        "'', ",
        "bonanomini",
        "0b",
        "latest",
        "20250101",
        "/",
        "a/"
    })
    void aPartOfAPartSuggestsNothing(@Nullable String name) {
        assertMatch(name == null ? "" : name, "tier DEFAULT", Fallback.DEFAULT_TIER);
    }

    @Test
    @Timeout(20)
    void aNameOfAnyLengthIsMatchedInTimeThatGrowsWithItOnly() {
        assertMatch("gpt-4o-" + "x-9-".repeat(200_000), "gpt-4o", Fallback.FAMILY);
    }
}
