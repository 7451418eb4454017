package consumer;

import ai.aim2balance.metering.environment.EnvironmentalCalculator;
import ai.aim2balance.metering.environment.Impact;
import ai.aim2balance.metering.environment.ImpactRequest;
import ai.aim2balance.metering.pricing.PriceQuote;
import ai.aim2balance.metering.pricing.PriceRequest;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageReader;
import ai.aim2balance.metering.usage.UsageReading;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.time.Instant;

/** Uses the library as a stranger would: what is exported, and nothing else. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        usage();
        bill();
        // A further part of the API: a method of its own here, and its line in MainTest.
    }

    private static void usage() {
        TokenUsage usage = TokenUsage.builder()
                .set(UsageUnit.INPUT_TOKENS, 1_000)
                .set(UsageUnit.CACHE_READ_TOKENS, 600)
                .set(UsageUnit.OUTPUT_TOKENS, 200)
                .build();
        System.out.println(usage);
    }

    private static void bill() {
        Instant at = Instant.parse("2026-02-02T08:00:00Z");
        UsageReading call = UsageReader.bundled().read("openai", "chat", "{\"model\": \"gpt-4o\", \"usage\":"
                + " {\"prompt_tokens\": 1000, \"completion_tokens\": 200}}");
        PriceQuote price = PricingService.builder()
                .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
                .build()
                .quote(PriceRequest.of(call, at));
        Impact impact = EnvironmentalCalculator.bundled()
                .calculate(ImpactRequest.builder(call, at).donatedEur(price.feeEur()).build());
        System.out.println(price.costEur() + " EUR, " + impact.m2ForDisplay(6) + " m2");
    }
}
