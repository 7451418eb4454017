package ai.aim2balance.metering.pricing.importer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The snippet and the report of {@code docs/importing-prices.md}. */
class ImportGuideTest {
    private static final String LITELLM = """
            {"gpt-4o": {"litellm_provider": "openai", "input_cost_per_token": 2e-06, "output_cost_per_token": 1e-05},
             "xai/grok-9": {"litellm_provider": "xai", "input_cost_per_token": 2e-06, "output_cost_per_token": 1e-05},
             "old-one": {"litellm_provider": "openai", "input_cost_per_token": -1}}
            """;

    private final PriceCatalog current = PriceCatalog.ofYaml("""
            format: 1
            version: mine
            source: test
            providers:
              openai:
                models:
                  gpt-4o: {prices: {input_tokens: 2.5, output_tokens: 10}}
                  gift: {prices: {}}
            """, "mine");

    @Test
    void read_compare_confirm() {
        InputStream in = new ByteArrayInputStream(LITELLM.getBytes(StandardCharsets.UTF_8));

        ImportedCatalog litellm = LiteLlmPrices.read(in, "litellm-2026-11-24");
        CatalogDiff diff = CatalogDiff.between(current, Instant.now(), litellm);
        String report = diff.report(); // read it
        PriceCatalog next = diff.accept(Set.of("openai/gpt-4o", "x-ai/grok-9")); // the held entries you confirm

        assertThat(report).contains("changed openai/gpt-4o: input_tokens 2.5 → 2 (-20 %) (litellm-2026-11-24)");
        assertThat(next.find("xai", "grok-9")).isPresent();
    }

    @Test
    void one_line_for_each_model() {
        ImportedCatalog litellm = LiteLlmPrices.read(LITELLM, "litellm");
        ImportedCatalog feed = LiteLlmPrices.read(LITELLM.substring(0, LITELLM.indexOf(",\n")) + "}", "feed");

        assertThat(CatalogDiff.between(current, Instant.now(), litellm, feed)
                        .report()
                        .lines()
                        .skip(1))
                .containsExactly(
                        "changed openai/gpt-4o: input_tokens 2.5 → 2 (-20 %) (litellm = feed)",
                        "added x-ai/grok-9: input_tokens 2; output_tokens 10 (litellm) HELD [fewer than two sources]",
                        "refused openai/old-one (litellm: input_cost_per_token = -1: negative) [not a price]",
                        "removed openai/gift (in no source)");
    }
}
