package consumer;

import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.TimeRange;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageSummary;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.environment.EnvironmentalCalculator;
import ai.aim2balance.metering.environment.Impact;
import ai.aim2balance.metering.environment.ImpactRequest;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.SpendResult;
import ai.aim2balance.metering.ledger.TopUp;
import ai.aim2balance.metering.pricing.PriceQuote;
import ai.aim2balance.metering.pricing.PriceRequest;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageReader;
import ai.aim2balance.metering.usage.UsageReading;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;

/** Uses the library as a stranger would: what is exported, and nothing else. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        usage();
        bill();
        ledger();
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

    private static void ledger() {
        PricingService pricing = PricingService.builder()
                .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
                .build();
        AccountId account = new AccountId("acme", "anna");
        try (MeteringStore store = new InMemoryMeteringStore();
                Metering metering = Metering.builder(store, pricing).build()) {
            metering.topUp(TopUp.ofCredits(account, "paid-1", new BigDecimal("10000")));
            Spend call = Spend.builder(account, "openai", "gpt-4o").id("call-1").tokens(1_000, 200).build();
            SpendResult result = metering.spendTokens(call);
            metering.spendTokens(call);
            UsageSummary summary = metering.usage()
                    .summary(UsageQuery.of(Scope.account(account)), TimeRange.lastDays(7, ZoneOffset.UTC, Instant.now()));
            System.out.println(result.booked().stateAfter().credits() + " micro-credits, "
                    + summary.total().requests() + " request, proven " + metering.audit(account).isProven());
        }
    }
}
