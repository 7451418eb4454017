package ai.aim2balance.metering.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.TimeRange;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageSums;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.environment.EnvironmentalCalculator;
import ai.aim2balance.metering.environment.Impact;
import ai.aim2balance.metering.environment.ImpactRequest;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.PlannedCall;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.TenantPolicy;
import ai.aim2balance.metering.pricing.PriceQuote;
import ai.aim2balance.metering.pricing.PriceRequest;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.usage.UsageReader;
import ai.aim2balance.metering.usage.UsageReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final String RESPONSE = """
            {"id": "msg_1", "model": "claude-sonnet-4-5-20250929",
             "usage": {"input_tokens": 61, "cache_read_input_tokens": 8192, "output_tokens": 733}}
            """;

    @Test
    void the_first_code_that_a_newcomer_sees_prints_what_stands_below_it() throws IOException {
        String responseJson = RESPONSE;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        // snippet: readme
        PricingService pricing = PricingService.builder()
                .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824"))) // USD per EUR
                .build();
        Metering metering = Metering.builder(new InMemoryMeteringStore(), pricing)
                .policy(TenantPolicy.DEFAULT.withStartCredits(new BigDecimal("50000"))) // 0.05 USD at list price
                .build();
        AccountId anna = new AccountId("acme", "anna");

        metering.reserve(PlannedCall.of(anna, "anthropic", "claude-sonnet-4-5", 8_300)
                        .maxOutputTokens(1_000)
                        .holdId("call-1"))
                .orThrow(); // sets credits aside, or refuses
        // here, the call is made
        UsageReading call = UsageReader.bundled().read("anthropic", null, responseJson);
        for (int i = 0; i < 3; i++) {
            metering.settle("call-1", Spend.builder(anna, call).build()); // however often: booked once
        }

        UsageQuery query = UsageQuery.of(Scope.account(anna));
        UsageSums used = metering.usage()
                .summary(query, TimeRange.lastDays(7, ZoneOffset.UTC, Instant.now()))
                .total();
        out.println(used.requests() + " call, " + used.tokens() + " tokens, " + used.costEur() + " EUR, "
                + used.kWh().low() + " to " + used.kWh().high() + " kWh");
        out.println(metering.balance(anna).tokenCredits() + " credits left, proven: "
                + metering.audit(anna).isProven());
        // end

        metering.close();
        assertThat(DocumentedCode.block("README.md", "snippet: ReadmeTest#readme"))
                .isEqualTo(DocumentedCode.snippet(ReadmeTest.class, "readme"));
        assertThat(DocumentedCode.block("README.md", "It prints:")).isEqualTo(printed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void a_bill_explains_itself() throws IOException {
        String responseJson = RESPONSE;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        // snippet: explained
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

        assertThat(DocumentedCode.block("docs/pricing.md", "snippet: ReadmeTest#explained"))
                .isEqualTo(DocumentedCode.snippet(ReadmeTest.class, "explained"));
        assertThat(DocumentedCode.block("docs/pricing.md", "It prints:"))
                .isEqualTo(printed.toString(StandardCharsets.UTF_8));
    }
}
