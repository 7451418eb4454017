package ai.aim2balance.metering.pricing.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Json;
import ai.aim2balance.metering.pricing.catalog.ModelPrices;
import ai.aim2balance.metering.pricing.catalog.PriceContext;
import ai.aim2balance.metering.pricing.catalog.PriceRow;
import ai.aim2balance.metering.pricing.catalog.Rate;
import ai.aim2balance.metering.pricing.importer.ImportFinding.Kind;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files at their edges, and many small ones made from a seed. */
class LiteLlmFilesTest {
    private static final List<String> FIELDS = List.of(
            "input_cost_per_token",
            "output_cost_per_token",
            "output_cost_per_reasoning_token",
            "citation_cost_per_token",
            "cache_read_input_token_cost",
            "cache_creation_input_token_cost",
            "cache_creation_input_token_cost_above_1hr",
            "cache_read_input_audio_token_cost",
            "cache_creation_input_audio_token_cost",
            "input_cost_per_audio_token",
            "output_cost_per_audio_token",
            "input_cost_per_image_token",
            "output_cost_per_image_token",
            "input_cost_per_video_token",
            "input_cost_per_audio_per_second",
            "output_cost_per_audio_per_second",
            "annotation_cost_per_page",
            "input_cost_per_request");
    private static final List<String> ENDS = List.of(
            "", "", "", "_above_128k_tokens", "_above_200k_tokens", "_flex", "_above_200k_tokens_priority", "_batches");

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{\"a\": {", "{\"a\": {\"litellm_provider\": \"x\", \"input_cost_per_token\": NaN}}"})
    void a_file_that_is_not_one_json_object_is_refused(String json) {
        assertThatThrownBy(() -> LiteLlmPrices.read(json, "prices.json"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("prices.json");
    }

    @Test
    void a_file_that_is_too_deep_is_refused() {
        String json = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);

        assertThatThrownBy(() -> LiteLlmPrices.read(json, "prices.json")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void an_empty_file_is_an_empty_catalogue() {
        ImportedCatalog imported = LiteLlmPrices.read("{}", "prices.json");

        assertThat(imported.catalog().providers()).isEmpty();
        assertThat(imported.findings()).isEmpty();
    }

    @Test
    void names_cannot_forge_lines_of_a_report_and_long_values_are_shortened() {
        ImportedCatalog imported = LiteLlmPrices.read(
                "{\"a\": {\"litellm_provider\": \"x\", \"input_cost_per_token\": \"1\\n2" + "9".repeat(500) + "\"}}",
                "f");

        assertThat(imported.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.REFUSED);
            assertThat(finding.value()).hasSizeLessThan(70).doesNotContain("\n");
        });
    }

    @Test
    void a_batch_price_without_a_context_tier_borrows_the_standard_one_and_says_so() {
        ImportedCatalog imported = LiteLlmPrices.read("""
                {"gemini/g": {"litellm_provider": "gemini", "input_cost_per_token": 2e-06,
                  "input_cost_per_token_above_200k_tokens": 4e-06, "input_cost_per_token_batches": 1e-06}}
                """, "f");

        PriceRow batch = imported.catalog()
                .find("google", "g")
                .orElseThrow()
                .rowFor(new PriceContext(Instant.EPOCH, null, true, null));
        assertThat(batch.rates())
                .containsEntry(
                        UsageUnit.INPUT_TOKENS,
                        new Rate(BigDecimal.ONE, List.of(new Rate.Tier(200_000, new BigDecimal("4")))));
        assertThat(imported.findings())
                .extracting(ImportFinding::place)
                .containsExactly("google/g: input_tokens above 200000 BATCH");
    }

    @Test
    void hours_that_are_none_are_ignored_and_several_windows_are_kept() {
        String entry = """
                {"a": {"litellm_provider": "x", "input_cost_per_token": 2e-06,
                  "off_peak_pricing": {"hours_utc": %s, "input_cost_per_token": 1e-06}}}
                """;

        assertThat(LiteLlmPrices.read(entry.formatted("\"at night\""), "f").findings())
                .extracting(ImportFinding::kind)
                .containsExactly(Kind.IGNORED);
        ModelPrices model = LiteLlmPrices.read(entry.formatted("[\"01:00-02:00\", \"03:00-04:30\"]"), "f")
                .catalog()
                .find("x", "a")
                .orElseThrow();
        assertThat(inputAt(model, "2026-01-01T01:59:59Z")).isEqualByComparingTo("1");
        assertThat(inputAt(model, "2026-01-01T02:00:00Z")).isEqualByComparingTo("2");
        assertThat(inputAt(model, "2026-01-01T04:29:59Z")).isEqualByComparingTo("1");
        assertThat(inputAt(model, "2026-01-01T00:00:00Z")).isEqualByComparingTo("2");
    }

    @Test
    void a_zero_for_a_part_says_nothing_about_a_whole_without_a_price() {
        ImportedCatalog imported = LiteLlmPrices.read("""
                {"a": {"litellm_provider": "x", "input_cost_per_token": 2e-06, "output_cost_per_reasoning_token": 0}}
                """, "f");

        assertThat(imported.catalog().find("x", "a").orElseThrow().rows().get(0).rates())
                .containsOnlyKeys(UsageUnit.INPUT_TOKENS);
        assertThat(imported.findings()).extracting(ImportFinding::place).containsExactly("x/a: output_tokens");
    }

    @Test
    void a_price_for_flex_alone_is_no_free_standard_service() {
        ImportedCatalog imported =
                LiteLlmPrices.read("{\"a\": {\"litellm_provider\": \"x\", \"input_cost_per_token_flex\": 1e-06}}", "f");

        assertThat(imported.catalog().find("x", "a")).isEmpty();
        assertThat(imported.findings()).extracting(ImportFinding::place).containsExactly("x/a: prices");
    }

    @Test
    void whatever_fields_come_together_the_entry_is_a_complete_row_with_the_exact_prices_of_its_fields() {
        Random random = new Random(6_2);
        int imports = 0;
        for (int round = 0; round < 1_000; round++) {
            Map<String, Object> fields = new LinkedHashMap<>(Map.of("litellm_provider", "x"));
            for (int i = random.nextInt(1, 12); i > 0; i--) {
                String field = FIELDS.get(random.nextInt(FIELDS.size())) + ENDS.get(random.nextInt(ENDS.size()));
                fields.put(field, BigDecimal.valueOf(random.nextInt(1, 1_000), 8));
            }
            ImportedCatalog imported = LiteLlmPrices.read(Json.write(Map.of("m", fields)), "f");

            Optional<ModelPrices> found = imported.catalog().find("x", "m");
            if (found.isEmpty()) {
                assertThat(fields.keySet())
                        .allMatch(field ->
                                LiteLlmMode.ofField(field) != LiteLlmMode.STANDARD || field.equals("litellm_provider"));
                continue;
            }
            ModelPrices model = found.get();
            imports++;
            assertThat(model.free()).isFalse();
            for (PriceRow row : model.rows()) {
                row.rates().values().forEach(rate -> assertThat(rate.base()).isPositive());
            }
            PriceRow standard = model.rows().get(0);
            if (fields.get("input_cost_per_token") instanceof BigDecimal usd) {
                assertThat(standard.rates().get(UsageUnit.INPUT_TOKENS))
                        .isNotNull()
                        .satisfies(rate -> assertThat(rate.base()).isEqualByComparingTo(usd.movePointRight(6)));
            }
        }
        assertThat(imports).isGreaterThan(800);
    }

    @Test
    void whatever_the_values_no_entry_stops_the_import_and_no_negative_price_comes_in() {
        Random random = new Random(22_681);
        List<Object> values = List.of(
                -1,
                0,
                "NaN",
                "-Infinity",
                "1e-06",
                "",
                true,
                List.of(1),
                Map.of("a", -1),
                new BigDecimal("1E-30"),
                new BigDecimal("2.5E-6"),
                new BigDecimal("99999999999999999999"));
        Map<String, Object> file = new LinkedHashMap<>();
        for (int i = 0; i < 2_000; i++) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("litellm_provider", random.nextInt(20) == 0 ? 7 : "x");
            for (int n = random.nextInt(5); n >= 0; n--) {
                List<String> names = new ArrayList<>(FIELDS);
                names.addAll(List.of(
                        "tiered_pricing",
                        "off_peak_pricing",
                        "search_context_cost_per_query",
                        "regional_processing_uplift_multiplier_eu",
                        "provider_specific_entry",
                        "max_input_tokens",
                        "deprecation_date",
                        "source",
                        "mode"));
                entry.put(names.get(random.nextInt(names.size())), values.get(random.nextInt(values.size())));
            }
            file.put("m" + i, entry);
        }

        ImportedCatalog imported = LiteLlmPrices.read(Json.write(file), "f");

        assertThat(imported.catalog().providers())
                .flatExtracting(provider -> provider.models())
                .flatExtracting(ModelPrices::rows)
                .flatExtracting(row -> row.rates().values())
                .isNotEmpty()
                .allSatisfy(rate -> assertThat(rate.base()).isBetween(BigDecimal.ZERO, new BigDecimal("1000000")));
    }

    private static BigDecimal inputAt(ModelPrices model, String at) {
        Rate rate = model.rowFor(PriceContext.at(Instant.parse(at))).rates().get(UsageUnit.INPUT_TOKENS);
        return java.util.Objects.requireNonNull(rate).base();
    }
}
