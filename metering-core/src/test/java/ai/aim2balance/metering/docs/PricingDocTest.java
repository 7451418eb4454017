package ai.aim2balance.metering.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.pricing.Markup;
import ai.aim2balance.metering.pricing.MarkupRule;
import ai.aim2balance.metering.pricing.PriceQuote;
import ai.aim2balance.metering.pricing.PriceRequest;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.UnknownModels;
import ai.aim2balance.metering.pricing.UnknownModels.Mode;
import ai.aim2balance.metering.pricing.catalog.MatchRule;
import ai.aim2balance.metering.pricing.catalog.ModelPrices;
import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.pricing.catalog.PriceCondition;
import ai.aim2balance.metering.pricing.catalog.PriceRow;
import ai.aim2balance.metering.pricing.catalog.ProviderPrices;
import ai.aim2balance.metering.pricing.catalog.Rate;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricingDocTest {
    private static final String DOCUMENT = "docs/pricing.md";

    @Test
    void the_documented_service_prices_by_the_documented_catalogue(@TempDir Path dir) throws IOException {
        Path ownPrices = Files.writeString(
                dir.resolve("own.yaml"), DocumentedCode.block(DOCUMENT, "snippet: PricingDocTest#catalog"));
        Path acmePrices = Files.writeString(
                dir.resolve("acme.yaml"),
                "format: 1\nversion: acme-1\nsource: contract\nproviders:\n  openai:\n    models:\n"
                        + "      gpt-4o: {prices: {input_tokens: 1, output_tokens: 2}}\n");

        // snippet: service
        PricingService pricing = PricingService.builder()
                .catalog(PriceCatalog.bundled().with(PriceCatalog.ofYaml(ownPrices)))
                .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
                .markupRule(MarkupRule.forTenant("acme", Markup.of("0.10", "0.025")))
                .tenantPrices("acme", PriceCatalog.ofYaml(acmePrices))
                .unknownModels(new UnknownModels(Mode.REFUSE_BEFORE_CALL, UnknownModels.DEFAULT_FALLBACK))
                .build();
        PriceQuote quote = pricing.quote(PriceRequest.builder("openai", "house-model", TokenUsage.of(300_000, 500))
                .tenant("globex")
                .at(Instant.parse("2026-04-01T09:00:00Z"))
                .serviceTier("flex")
                .build());
        // end

        assertThat(DocumentedCode.block(DOCUMENT, "snippet: PricingDocTest#service"))
                .isEqualTo(DocumentedCode.snippet(PricingDocTest.class, "service"));
        assertThat(quote.priceVersion()).isEqualTo("openai/house-model#2@own-2026-04");
        assertThat(quote.list().totalUsd()).isEqualByComparingTo("0.3775");
        assertThat(pricing.knows(null, "self-hosted", "our-llama-70b")).isTrue();
    }

    @Test
    void the_documented_catalogue_in_code_lies_over_the_bundled_one() throws IOException {
        // snippet: code
        PriceRow row = new PriceRow(
                "contract-7/2026-04", // the price version: the same id is the same price for ever
                PriceCondition.ALWAYS,
                Map.of(UsageUnit.INPUT_TOKENS, Rate.of("1.80"), UsageUnit.OUTPUT_TOKENS, Rate.of("7.20")));
        ModelPrices model =
                new ModelPrices("gpt-4o", MatchRule.startsWith("gpt-4o-"), List.of(row), 128_000L, false, "contract 7");
        PriceCatalog contract = new PriceCatalog(
                "contract-7",
                "contract of 2026-03-30",
                List.of(new ProviderPrices("openai", null, null, null, List.of(), List.of(model))));
        PriceCatalog catalog = PriceCatalog.bundled().with(contract);
        // end

        assertThat(DocumentedCode.block(DOCUMENT, "snippet: PricingDocTest#code"))
                .isEqualTo(DocumentedCode.snippet(PricingDocTest.class, "code"));
        assertThat(catalog.find("openai", "gpt-4o-2024-08-06").orElseThrow().rows())
                .containsExactly(row);
        assertThat(catalog.find("openai", "o3").orElseThrow().rows()).hasSize(2);
    }

    @Test
    void the_documented_errors_are_the_errors() throws IOException {
        String errors = DocumentedCode.block(DOCUMENT, "A mistake is told with file, line and field");
        String head = "format: 1\nversion: t\nsource: t\nproviders:\n  openai:\n    models:\n";

        assertThatThrownBy(() -> PriceCatalog.ofYaml(head + "      gpt-4o: {prices: {input_token: 1}}", "own.yaml"))
                .satisfies(error -> assertThat(errors).contains(error.getMessage() + "\n"));
        assertThatThrownBy(() -> PriceCatalog.ofYaml(
                        head + "      gpt-4o:\n        prices:\n          input_tokens: -1", "own.yaml"))
                .satisfies(error -> assertThat(errors).contains(error.getMessage() + "\n"));
        assertThatThrownBy(
                        () -> PriceCatalog.ofYaml(head + "      m: {match: {regex: '(a+)+$'}, prices: {}}", "own.yaml"))
                .satisfies(error -> assertThat(errors).contains(error.getMessage() + "\n"));
        assertThatThrownBy(() -> PriceCatalog.ofYaml("a: &a [1]\nb: [*a, *a]\n", "bomb.yaml"))
                .satisfies(error -> assertThat(errors).contains(error.getMessage() + "\n"));
    }
}
