package ai.aim2balance.metering.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEstimatorTest {
    @ParameterizedTest
    @CsvSource({
        "gpt-4o-mini, 2, true, o200k_base",
        "openai/gpt-5, 2, true, o200k_base",
        "o3-mini, 2, true, o200k_base",
        "gpt-4-turbo, 2, true, cl100k_base",
        "text-embedding-3-small, 2, true, cl100k_base",
        "text-embedding-004, 2, false, o200k_base",
        "claude-sonnet-4-5, 2, false, o200k_base",
        "'', 2, false, o200k_base"
    })
    void theTokenizerIsChosenByModel(String model, long tokens, boolean exact, String method) {
        assertThat(TokenEstimator.standard().estimate(model, "hello world"))
                .isEqualTo(new TokenEstimate(tokens, exact, method));
    }

    @Test
    void theTokenizersAreOpenAis() {
        TokenEstimator standard = TokenEstimator.standard();
        assertThat(standard.estimate("gpt-4", "antidisestablishmentarianism").tokens())
                .isEqualTo(6);
        assertThat(standard.estimate("gpt-4", "お誕生日おめでとう").tokens()).isEqualTo(9);
        assertThat(standard.estimate("gpt-4o", "お誕生日おめでとう").tokens()).isEqualTo(8);
        assertThat(standard.estimate("gpt-4o", "<|endoftext|>").tokens()).isGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "a, 1", "hello world, 3", "naïve, 2", "東京都, 3", "привет, 3", "👍👍, 2"})
    void charactersAreARoughMeasure(String text, long tokens) {
        assertThat(TokenEstimator.characters().estimate("any", text))
                .isEqualTo(new TokenEstimate(tokens, false, "characters"));
    }

    @Test
    void withoutJTokkitTheStandardIsByCharacters() throws Exception {
        URL[] classes = {
            TokenEstimator.class.getProtectionDomain().getCodeSource().getLocation()
        };
        try (URLClassLoader without = new WithoutJTokkit(classes)) {
            Class<?> type = without.loadClass(TokenEstimator.class.getName());
            Object standard = type.getMethod("standard").invoke(null);
            assertThat(standard.getClass().getSimpleName()).isEqualTo("CharacterEstimator");
            assertThat(standard.getClass().getClassLoader()).isSameAs(without);
        }
    }

    @Test
    void anEstimateIsACount() {
        assertThatThrownBy(() -> new TokenEstimate(-1, false, "x")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new TokenEstimate(1, false, " ")).isInstanceOf(InvalidInputException.class);
    }

    private static final class WithoutJTokkit extends URLClassLoader {
        WithoutJTokkit(URL[] classes) {
            super(classes, ClassLoader.getPlatformClassLoader());
        }
    }
}
