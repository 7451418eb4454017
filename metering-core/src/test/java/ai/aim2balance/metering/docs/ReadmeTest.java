package ai.aim2balance.metering.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.environment.EnvironmentalCalculator;
import ai.aim2balance.metering.environment.Impact;
import ai.aim2balance.metering.environment.ImpactRequest;
import ai.aim2balance.metering.pricing.PriceQuote;
import ai.aim2balance.metering.pricing.PriceRequest;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.usage.UsageReader;
import ai.aim2balance.metering.usage.UsageReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void the_first_code_that_a_newcomer_sees_prints_what_stands_below_it() throws IOException {
        String responseJson = """
                {"id": "msg_1", "model": "claude-sonnet-4-5-20250929",
                 "usage": {"input_tokens": 61, "cache_read_input_tokens": 8192, "output_tokens": 733}}
                """;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        // snippet: readme
        UsageReader reader = UsageReader.bundled();
        PricingService pricing = PricingService.builder()
                .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824"))) // USD per EUR
                .build();
        EnvironmentalCalculator environment = EnvironmentalCalculator.bundled();

        UsageReading call = reader.read("anthropic", null, responseJson);
        Instant at = Instant.parse("2026-02-02T08:00:00Z");
        PriceQuote price = pricing.quote(PriceRequest.of(call, at));
        Impact impact = environment.calculate(
                ImpactRequest.builder(call, at).donatedEur(price.feeEur()).build());
        price.explain().forEach(out::println);
        out.println(impact.energyKwh() + " kWh, " + impact.m2ForDisplay(8) + " m² restored");
        // end

        assertThat(DocumentedCode.block("README.md", "snippet: ReadmeTest#readme"))
                .isEqualTo(DocumentedCode.snippet(ReadmeTest.class, "readme"));
        assertThat(DocumentedCode.block("README.md", "It prints:")).isEqualTo(printed.toString(StandardCharsets.UTF_8));
    }
}
