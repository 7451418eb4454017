package ai.aim2balance.metering.pricing.importer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.pricing.catalog.ModelPrices;
import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.pricing.catalog.PriceCondition;
import ai.aim2balance.metering.pricing.catalog.PriceContext;
import ai.aim2balance.metering.pricing.catalog.PriceRow;
import ai.aim2balance.metering.pricing.catalog.Rate;
import ai.aim2balance.metering.pricing.importer.ImportFinding.Kind;
import ai.aim2balance.metering.usage.UsageUnit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One entry for each group of fields; the expected prices were computed by hand. */
class LiteLlmPricesTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final ImportedCatalog IMPORTED = excerpt();

    static ImportedCatalog excerpt() {
        try (InputStream in = LiteLlmPricesTest.class.getResourceAsStream("litellm-excerpt.json")) {
            return LiteLlmPrices.read(Objects.requireNonNull(in), "litellm-2026-11-24");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_price_per_token_becomes_the_exact_price_per_million() {
        assertThat(rates("openai", "gpt-4o"))
                .containsEntry("input_tokens", "2.5")
                .containsEntry("output_tokens", "10")
                .containsEntry("cache_read_tokens", "1.25");
    }

    @Test
    void a_row_knows_its_file() {
        ModelPrices model = model("openai", "gpt-4o");

        assertThat(model.rows().get(0).version()).isEqualTo("openai/gpt-4o#1@litellm-2026-11-24");
        assertThat(model.source()).isEqualTo("https://platform.example/pricing");
        assertThat(model.contextWindow()).isEqualTo(128_000);
        assertThat(model.deprecated()).isFalse();
        assertThat(IMPORTED.catalog().version()).isEqualTo("litellm-2026-11-24");
    }

    @Test
    void priority_and_batch_are_complete_rows_of_their_own() {
        assertThat(rates("openai", "gpt-4o", call("priority", false, null)))
                .containsEntry("input_tokens", "4.25")
                .containsEntry("output_tokens", "17")
                .containsEntry("cache_read_tokens", "2.125")
                .containsEntry("web_searches", "35");
        assertThat(rates("openai", "gpt-4o", call(null, true, null)))
                .containsEntry("input_tokens", "1.25")
                .containsEntry("output_tokens", "5")
                .containsEntry("cache_read_tokens", "1.25");
    }

    @Test
    void a_regional_uplift_multiplies_tokens_in_every_mode_and_nothing_else() {
        // 2.5 × 1.1, 10 × 1.1, 4.25 × 1.1
        assertThat(rates("openai", "gpt-4o", call(null, false, "eu")))
                .containsEntry("input_tokens", "2.75")
                .containsEntry("output_tokens", "11")
                .containsEntry("web_searches", "35");
        assertThat(rates("openai", "gpt-4o", call("priority", false, "eu"))).containsEntry("input_tokens", "4.675");
        assertThat(rates("openai", "gpt-4o", call(null, false, "us"))).containsEntry("input_tokens", "2.5");
    }

    @Test
    void searches_have_the_price_of_the_medium_size_and_sessions_have_no_unit() {
        assertThat(rates("openai", "gpt-4o"))
                .containsEntry("web_searches", "35")
                .containsEntry("storage_searches", "2.5");
        assertThat(finding("openai/gpt-4o: search_context_cost_per_query").kind())
                .isEqualTo(Kind.DERIVED);
        assertThat(finding("openai/gpt-4o: code_interpreter_cost_per_session").kind())
                .isEqualTo(Kind.IGNORED);
    }

    @Test
    void flex_takes_the_plain_price_where_it_has_none() {
        assertThat(rates("openai", "o9-flex", call("flex", false, null)))
                .containsEntry("input_tokens", "1, above 272000: 2")
                .containsEntry("output_tokens", "8, above 272000: 12");
    }

    @Test
    void a_part_at_the_base_rate_of_its_whole_follows_its_context_tiers() {
        assertThat(rates("openai", "o9-flex")).containsEntry("output_reasoning_tokens", "8, above 272000: 12");
        assertThat(finding("openai/o9-flex: output_reasoning_tokens").kind()).isEqualTo(Kind.DERIVED);
    }

    @Test
    void cache_writes_of_five_minutes_and_of_one_hour_have_their_context_tiers() {
        assertThat(rates("anthropic", "claude-sonnet-4-5"))
                .isEqualTo(Map.of(
                        "input_tokens", "3, above 200000: 6",
                        "output_tokens", "15, above 200000: 22.5",
                        "cache_read_tokens", "0.3, above 200000: 0.6",
                        "cache_write_tokens", "3.75, above 200000: 7.5",
                        "cache_write_1h_tokens", "6, above 200000: 12"));
    }

    @Test
    void a_context_tier_begins_strictly_above_its_size() {
        Rate input = Objects.requireNonNull(
                model("anthropic", "claude-sonnet-4-5").rows().get(0).rates().get(UsageUnit.INPUT_TOKENS));

        assertThat(input.at(200_000)).isEqualByComparingTo("3");
        assertThat(input.at(200_001)).isEqualByComparingTo("6");
    }

    @Test
    void an_announced_end_deprecates_and_a_regional_factor_of_the_provider_is_a_region() {
        assertThat(model("anthropic", "claude-sonnet-4-5").deprecated()).isTrue();
        assertThat(rates("anthropic", "claude-sonnet-4-5", call(null, false, "us")))
                .containsEntry("input_tokens", "3.3, above 200000: 6.6");
        assertThat(finding("anthropic/claude-sonnet-4-5: provider_specific_entry.fast")
                        .kind())
                .isEqualTo(Kind.IGNORED);
    }

    @Test
    void entries_of_one_model_with_one_price_are_one_model_with_several_names() {
        PriceCatalog catalog = IMPORTED.catalog();

        assertThat(catalog.find("bedrock", "bedrock/anthropic.claude-sonnet-4-5-v1:0"))
                .isPresent()
                .isEqualTo(catalog.find("aws", "anthropic.claude-sonnet-4-5-v1:0"));
        assertThat(catalog.provider("bedrock_converse").orElseThrow().models()).hasSize(1);
    }

    @Test
    void entries_of_one_model_with_two_prices_are_two_models() {
        assertThat(rates("google", "gemini-2.5-flash")).containsEntry("input_tokens", "0.3");
        assertThat(rates("vertex_ai-language-models", "vertex_ai/gemini-2.5-flash"))
                .containsEntry("input_tokens", "0.33");
    }

    @Test
    void what_two_priced_units_have_in_common_gets_the_rate_of_its_kind() {
        assertThat(rates("google", "gemini-2.5-flash"))
                .containsEntry("input_audio_tokens", "1")
                .containsEntry("cache_read_tokens", "0.03")
                .containsEntry("cache_audio_read_tokens", "0.03")
                .containsEntry("cache_image_read_tokens", "0.03");
        assertThat(finding("google/gemini-2.5-flash: cache_audio_read_tokens").kind())
                .isEqualTo(Kind.DERIVED);
    }

    @Test
    void fields_without_a_unit_are_named() {
        assertThat(finding("google/gemini-2.5-flash: output_cost_per_image").kind())
                .isEqualTo(Kind.IGNORED);
        assertThat(finding("google/gemini-2.5-flash: google_maps_grounding_cost_per_query")
                        .kind())
                .isEqualTo(Kind.IGNORED);
        assertThat(finding("google/gemini-2.5-flash: regional_endpoint_uplift_multiplier")
                        .kind())
                .isEqualTo(Kind.IGNORED);
        assertThat(finding("databricks/llama: input_dbu_cost_per_token").kind()).isEqualTo(Kind.IGNORED);
        assertThat(finding("openai/sora-9: output_cost_per_second_1080p").kind())
                .isEqualTo(Kind.IGNORED);
    }

    @Test
    void characters_and_seconds_of_sound_have_their_published_sizes() {
        // 3.125e-07 × 10^6; 3.125e-05 × 3600
        assertThat(rates("google", "gemini-1.5-pro"))
                .containsEntry("input_characters", "0.3125, above 128000: 0.625")
                .containsEntry("input_audio_seconds", "0.1125")
                .containsEntry("audio_seconds", "0.1125");
        assertThat(finding("google/gemini-1.5-pro: output_cost_per_character").kind())
                .isEqualTo(Kind.IGNORED);
        assertThat(finding("google/gemini-1.5-pro: audio_seconds").kind()).isEqualTo(Kind.DERIVED);
    }

    @Test
    void sound_tokens_are_priced_apart_cached_or_not() {
        assertThat(rates("openai", "gpt-4o-realtime"))
                .containsEntry("input_audio_tokens", "40")
                .containsEntry("output_audio_tokens", "80")
                .containsEntry("cache_audio_read_tokens", "2.5")
                .containsEntry("cache_audio_write_tokens", "20")
                // no price for writing text to the cache: that of its dearest part
                .containsEntry("cache_write_tokens", "20");
    }

    @Test
    void a_second_of_a_recording_is_billed_once_whichever_side_names_it() {
        // 0.0001 × 3600; 3.083e-05 × 3600
        assertThat(rates("openai", "whisper-1")).isEqualTo(Map.of("audio_seconds", "0.36"));
        assertThat(rates("groq", "whisper-large-v3")).isEqualTo(Map.of("audio_seconds", "0.110988"));
    }

    @Test
    void image_and_video_tokens_have_wholes() {
        assertThat(rates("openai", "gpt-image-1"))
                .isEqualTo(Map.of(
                        "input_tokens", "5",
                        "input_image_tokens", "10",
                        "output_tokens", "40",
                        "output_image_tokens", "40"));
        assertThat(rates("openai", "sora-9"))
                .containsEntry("output_video_tokens", "30")
                .containsEntry("input_tokens", "2");
    }

    @Test
    void pixels_requests_pages_and_searches_have_their_published_sizes() {
        // 1.9e-08 × 10^9; 0.005, 0.001, 0.003, 0.002, 0.008 × 1000
        assertThat(rates("openai", "1024-x-1024/dall-e-2")).isEqualTo(Map.of("input_pixels", "19"));
        assertThat(rates("x-ai", "grok-9")).containsEntry("requests", "5").containsEntry("input_tokens", "2");
        assertThat(rates("mistral", "mistral-ocr"))
                .isEqualTo(Map.of("input_document_pages", "1", "input_annotated_document_pages", "3"));
        assertThat(rates("mistral", "mistral-ocr", call(null, true, null)))
                .containsEntry("input_document_pages", "0.5");
        assertThat(rates("cohere", "rerank-v3.5")).containsEntry("rerank_searches", "2");
        assertThat(rates("tavily", "search")).isEqualTo(Map.of("web_searches", "8"));
    }

    @Test
    void hours_that_wrap_over_midnight_are_the_rule_and_the_dear_hours_the_exception() {
        assertThat(input("deepseek", "deepseek-chat", "2026-11-24T16:29:59Z")).isEqualTo("0.27");
        assertThat(input("deepseek", "deepseek-chat", "2026-11-24T16:30:00Z")).isEqualTo("0.135");
        assertThat(input("deepseek", "deepseek-chat", "2026-11-25T00:29:59Z")).isEqualTo("0.135");
        assertThat(input("deepseek", "deepseek-chat", "2026-11-25T00:30:00Z")).isEqualTo("0.27");
    }

    @Test
    void what_the_cheap_hours_do_not_name_keeps_its_price_and_an_old_cache_field_is_read() {
        assertThat(rates("deepseek", "deepseek-chat", PriceContext.at(Instant.parse("2026-11-24T20:00:00Z"))))
                .isEqualTo(Map.of("input_tokens", "0.135", "output_tokens", "0.55", "cache_read_tokens", "0.07"));
    }

    @Test
    void reasoning_and_citations_are_parts_of_the_output() {
        assertThat(rates("perplexity", "sonar-deep-research"))
                .isEqualTo(Map.of(
                        "input_tokens", "2",
                        "output_tokens", "8",
                        "output_reasoning_tokens", "3",
                        "output_citation_tokens", "2"));
    }

    @Test
    void ranges_are_context_tiers_and_a_missing_cache_rate_is_that_of_the_input() {
        assertThat(rates("dashscope", "qwen-plus"))
                .isEqualTo(Map.of(
                        "input_tokens", "0.4, above 256000: 1.2",
                        "output_tokens", "1.2, above 256000: 3.6",
                        "output_reasoning_tokens", "4, above 256000: 12",
                        "cache_read_tokens", "0.08, above 256000: 1.2"));
        assertThat(finding("dashscope/qwen-plus: tiered_pricing.cache_read_tokens")
                        .kind())
                .isEqualTo(Kind.DERIVED);
    }

    @Test
    void binary_noise_is_rounded_half_even_and_named() {
        assertThat(rates("together", "meta-llama/Llama-9-8B"))
                .isEqualTo(Map.of("input_tokens", "0.18", "output_tokens", "0.083333333333"));
        assertThat(finding("together/meta-llama/Llama-9-8B: output_cost_per_token")
                        .kind())
                .isEqualTo(Kind.ROUNDED);
        // 0.18000000000000002 has more than twelve decimals, 3.75 has not
        assertThat(finding("together/meta-llama/Llama-9-8B: input_cost_per_token")
                        .kind())
                .isEqualTo(Kind.ROUNDED);
    }

    @Test
    void zero_for_everything_is_free_and_no_price_is_not() {
        assertThat(model("openrouter", "google/gemma-9:free").free()).isTrue();
        assertThat(IMPORTED.catalog().find("aiml", "flux-pro")).isEmpty();
        assertThat(IMPORTED.catalog().find("exa_ai", "search")).isEmpty();
        assertThat(finding("aiml/flux-pro: prices").reason()).contains("not free");
        assertThat(finding("broken/no-price: prices").kind()).isEqualTo(Kind.IGNORED);
    }

    @Test
    void a_price_that_cannot_be_one_refuses_its_entry_and_is_named() {
        assertThat(refused())
                .containsOnlyKeys(
                        "broken/negative: input_cost_per_token",
                        "broken/nan: input_cost_per_token",
                        "broken/nan: output_cost_per_token",
                        "broken/per-million: input_cost_per_token",
                        "broken/huge: input_cost_per_token",
                        "broken/tiny: input_cost_per_token",
                        "broken/boolean: input_cost_per_token",
                        "broken/negative-image: output_cost_per_image",
                        "broken/ranges: tiered_pricing")
                .containsEntry("broken/negative: input_cost_per_token", "-1.0")
                .containsEntry("broken/nan: input_cost_per_token", "NaN")
                .containsEntry("broken/nan: output_cost_per_token", "Infinity");
        assertThat(IMPORTED.catalog().provider("broken")).isEmpty();
    }

    @Test
    void an_entry_that_is_none_is_named() {
        assertThat(finding("broken/no-object: entry").kind()).isEqualTo(Kind.IGNORED);
        assertThat(finding("broken/no-provider: litellm_provider").kind()).isEqualTo(Kind.IGNORED);
    }

    @Test
    void the_catalogue_survives_a_file_of_ours() {
        PriceCatalog read = PriceCatalog.ofYaml(IMPORTED.catalog().toYaml(), "round trip");

        assertThat(read.toYaml()).isEqualTo(IMPORTED.catalog().toYaml());
    }

    private static ModelPrices model(String provider, String model) {
        return IMPORTED.catalog().find(provider, model).orElseThrow();
    }

    private static Map<String, String> rates(String provider, String model) {
        return rates(provider, model, PriceContext.at(NOON));
    }

    private static Map<String, String> rates(String provider, String model, PriceContext call) {
        PriceRow row = model(provider, model).rowFor(call);
        return row.rates().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().key(), entry -> text(entry.getValue())));
    }

    private static String input(String provider, String model, String at) {
        return Objects.requireNonNull(
                rates(provider, model, PriceContext.at(Instant.parse(at))).get("input_tokens"));
    }

    private static String text(Rate rate) {
        return rate.base().toPlainString()
                + rate.tiers().stream()
                        .map(tier ->
                                ", above " + tier.start() + ": " + tier.price().toPlainString())
                        .collect(Collectors.joining());
    }

    private static PriceContext call(@Nullable String tier, boolean batch, @Nullable String region) {
        return new PriceContext(NOON, tier, batch, region);
    }

    private static ImportFinding finding(String place) {
        List<ImportFinding> found = IMPORTED.findings().stream()
                .filter(finding -> finding.place().equals(place))
                .toList();
        assertThat(found).as(place).hasSize(1);
        return found.get(0);
    }

    private static Map<String, String> refused() {
        return IMPORTED.findings().stream()
                .filter(finding -> finding.kind() == Kind.REFUSED)
                .collect(Collectors.toMap(ImportFinding::place, ImportFinding::value));
    }

    @Test
    void conditions_are_spread_over_modes_and_regions() {
        assertThat(model("openai", "gpt-4o").rows())
                .extracting(PriceRow::condition)
                .containsExactly(
                        PriceCondition.ALWAYS,
                        new PriceCondition(null, null, null, null, null, "eu"),
                        new PriceCondition(null, null, null, "priority", null, null),
                        new PriceCondition(null, null, null, "priority", null, "eu"),
                        new PriceCondition(null, null, null, null, true, null),
                        new PriceCondition(null, null, null, null, true, "eu"));
        assertThat(new BigDecimal("4.675"))
                .isEqualByComparingTo(new BigDecimal("4.25").multiply(new BigDecimal("1.1")));
    }
}
