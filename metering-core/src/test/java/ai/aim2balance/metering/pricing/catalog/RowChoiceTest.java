package ai.aim2balance.metering.pricing.catalog;

import static ai.aim2balance.metering.usage.UsageUnit.INPUT_TOKENS;
import static ai.aim2balance.metering.usage.UsageUnit.OUTPUT_TOKENS;
import static ai.aim2balance.metering.usage.UsageUnit.REQUESTS;
import static ai.aim2balance.metering.usage.UsageUnit.WEB_SEARCHES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.usage.TokenUsage;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowChoiceTest {
    private static final PriceCatalog CATALOG = PriceCatalog.ofYaml("""
            format: 1
            version: t1
            source: test
            providers:
              acme:
                models:
                  m:
                    prices:
                      - rates: {input_tokens: 1}
                      - {tier: flex, rates: {input_tokens: 2}}
                      - {batch: true, rates: {input_tokens: 3}}
                      - {region: eu, rates: {input_tokens: 4}}
                      - {tier: flex, region: eu, rates: {input_tokens: 5}}
                      - {from: 2026-06-01, rates: {input_tokens: 6}}
                      - {from: 2026-06-01, daily: 00:30-16:30, rates: {input_tokens: 7}}
                      - {from: 2026-07-01, until: 2026-08-01, rates: {input_tokens: 8}}
            """, "rows.yaml");

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, , false, , 1",
        "2026-01-01T00:00:00Z, flex, false, , 2",
        "2026-01-01T00:00:00Z, FLEX, false, us, 2",
        "2026-01-01T00:00:00Z, default, true, , 3",
        "2026-01-01T00:00:00Z, batch, false, , 3",
        "2026-01-01T00:00:00Z, , false, EU, 4",
        "2026-01-01T00:00:00Z, flex, false, eu, 5",
        "2026-05-31T23:59:59.999Z, standard, false, , 1",
        "2026-06-01T00:00:00Z, , false, , 6",
        "2026-06-01T00:29:59Z, , false, , 6",
        "2026-06-01T00:30:00Z, , false, , 7",
        "2026-06-01T16:29:59Z, , false, , 7",
        "2026-06-01T16:30:00Z, , false, , 6",
        "2026-06-01T12:00:00Z, flex, false, , 2",
        "2026-07-01T12:00:00Z, , false, , 8",
        "2026-07-31T23:59:59.999Z, , false, , 8",
        "2026-08-01T00:00:00Z, , false, , 6",
        "2026-08-01T12:00:00Z, , false, , 7",
        "2026-01-01T00:00:00Z, priority, false, , 1",
    })
    void the_row_that_fits_best_wins_and_of_these_the_last(
            Instant at, String tier, boolean batch, String region, String rate) {
        PriceRow row = CATALOG.find("acme", "m").orElseThrow().rowFor(new PriceContext(at, tier, batch, region));

        assertThat(row.rates().get(INPUT_TOKENS).base()).isEqualByComparingTo(rate);
    }

    @Test
    void a_tier_begins_strictly_above_its_start_and_holds_for_the_whole_request() {
        PriceRow row = PriceCatalog.bundled()
                .find("google", "gemini-2.5-pro")
                .orElseThrow()
                .rowFor(PriceContext.at(Instant.parse("2026-01-01T00:00:00Z")));

        assertThat(row.cost(TokenUsage.of(200_000, 1_000)).totalUsd()).isEqualByComparingTo("0.26");
        assertThat(row.cost(TokenUsage.of(200_001, 1_000)).totalUsd()).isEqualByComparingTo("0.5150025");
    }

    @Test
    void a_call_is_one_request_unless_its_usage_says_otherwise() {
        PriceRow row = new PriceRow(
                "r@1",
                PriceCondition.ALWAYS,
                Map.of(REQUESTS, Rate.of("5"), INPUT_TOKENS, Rate.of("1"), OUTPUT_TOKENS, Rate.of("1")));

        assertThat(row.cost(TokenUsage.of(0, 0)).totalUsd()).isEqualByComparingTo("0.005");
        assertThat(row.cost(TokenUsage.builder().set(REQUESTS, 3).build()).totalUsd())
                .isEqualByComparingTo("0.015");
    }

    @Test
    void searches_count_for_the_total_only() {
        PriceRow row = new PriceRow(
                "r@1", PriceCondition.ALWAYS, Map.of(WEB_SEARCHES, Rate.of("10"), INPUT_TOKENS, Rate.of("2")));
        ListCost cost = row.cost(TokenUsage.builder()
                .set(WEB_SEARCHES, 3)
                .set(INPUT_TOKENS, 500)
                .set(OUTPUT_TOKENS, 9)
                .build());

        assertThat(cost.inputUsd()).isEqualByComparingTo("0.001");
        assertThat(cost.outputUsd()).isZero();
        assertThat(cost.totalUsd()).isEqualByComparingTo("0.031");
        assertThat(cost.unpriced()).containsExactly(OUTPUT_TOKENS);
    }

    @Test
    void an_amount_beyond_the_range_is_an_error_and_not_a_wrong_number() {
        PriceRow row = new PriceRow("r@1", PriceCondition.ALWAYS, Map.of(INPUT_TOKENS, Rate.of("30")));

        assertThatThrownBy(() -> row.cost(TokenUsage.of(Long.MAX_VALUE, 0)))
                .hasMessage("cost of input_tokens in USD is 276701161105643.274210000000; "
                        + "allowed: -9223372.036854775808 to 9223372.036854775807");
    }

    @Test
    void an_address_tells_the_provider_by_its_beginning() {
        PriceCatalog catalog = PriceCatalog.bundled();

        assertThat(catalog.providerOfUrl("https://API.openai.com/v1/chat/completions")
                        .orElseThrow()
                        .id())
                .isEqualTo("openai");
        assertThat(catalog.providerOfUrl("https://acme.openai.azure.com/openai/deployments/x")
                        .orElseThrow()
                        .id())
                .isEqualTo("azure");
        assertThat(catalog.providerOfUrl("https://bedrock-runtime.eu-central-1.amazonaws.com/model/x")
                        .orElseThrow()
                        .id())
                .isEqualTo("aws");
        assertThat(catalog.providerOfUrl("https://example.org/?next=https://api.openai.com"))
                .isEmpty();
        assertThat(catalog.providerOfUrl("")).isEmpty();
    }

    @Test
    void names_are_found_exactly_then_by_rule_then_by_fallback_then_without_a_date() {
        PriceCatalog catalog = PriceCatalog.bundled();

        assertThat(catalog.find("openai", "GPT-4o").orElseThrow().id()).isEqualTo("gpt-4o");
        assertThat(catalog.find(" OpenAI ", "gpt-4o-2024-08-06").orElseThrow().id())
                .isEqualTo("gpt-4o");
        assertThat(catalog.find("bedrock", "us.anthropic.claude-opus-4-6-v1:0")).isPresent();
        assertThat(catalog.find("azure", "claude-opus-4-6")
                        .orElseThrow()
                        .rows()
                        .get(0)
                        .version())
                .startsWith("anthropic/claude-opus-4-6");
        assertThat(catalog.find("litellm", "openai/gpt-4o").orElseThrow().id()).isEqualTo("gpt-4o");
        assertThat(catalog.find("litellm", "litellm/openai/gpt-4o")).isEmpty();
        assertThat(catalog.find("litellm", "litellm/".repeat(100_000))).isEmpty();
        assertThat(catalog.find("litellm", "claude-opus-4-6").orElseThrow().id())
                .isEqualTo("claude-opus-4-6");
        assertThat(catalog.findByRules("litellm", "claude-opus-4-6")).isEmpty();
        assertThat(catalog.find("openrouter", "google/gemini-2.5-pro-latest")).isPresent();
        assertThat(catalog.findByRules("openrouter", "google/gemini-2.5-pro-latest"))
                .isEmpty();
        assertThat(catalog.find("openai", "o")).isEmpty();
        assertThat(catalog.find("nobody", "gpt-4o")).isEmpty();
        assertThat(catalog.provider("litellm", "azure/gpt-4o").orElseThrow().id())
                .isEqualTo("azure");
        assertThat(catalog.provider("litellm", "gpt-4o").orElseThrow().id()).isEqualTo("openai");
        assertThat(catalog.provider("litellm", null)).isEmpty();
        assertThat(catalog.providerOfModel("claude-9").orElseThrow().id()).isEqualTo("anthropic");
    }
}
