package ai.aim2balance.metering.pricing.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafePatternTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$", "(a*)*", "(a|a)+b", "(a|b|ab)*$", "((ab)*c)+", "(a{2,})*", "(\\w+\\s?)+$", "(a?a?)+$",
                        "(?=a)b",
                "(?<!a)b", "(a)\\1", "(?<n>a)\\k<n>", "(?i)a", "a*b*c*d", "(", "[a", "a{2,1}", "*"
            })
    void an_expression_that_could_hang_or_is_none_is_refused(String regex) {
        assertThatThrownBy(() -> MatchRule.pattern(regex))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("match rule regex is " + regex + "; allowed: ");
    }

    @Test
    void what_catalogues_need_is_accepted() {
        assertThat(MatchRule.pattern("^gpt-5\\.6-luna-\\d{4}-\\d{2}-\\d{2}$").accepts("gpt-5.6-luna-2026-07-30"))
                .isTrue();
        assertThat(MatchRule.pattern("(?:mi|code|dev|magi|mini)stral").accepts("open-codestral"))
                .isTrue();
        assertThat(MatchRule.pattern("^o[134]").accepts("gpt-o1")).isFalse();
        assertThat(MatchRule.pattern("[()+*]").accepts("a+b")).isTrue();
        assertThat(MatchRule.pattern("a.*b.*c").accepts("xaxbxc")).isTrue();
    }

    @Test
    void a_search_ends_on_any_name() {
        assertThat(MatchRule.pattern("a.*a.*b").accepts("a".repeat(200))).isFalse();
        assertThat(MatchRule.pattern("a").accepts("a".repeat(1_000_000))).isFalse();
    }
}
