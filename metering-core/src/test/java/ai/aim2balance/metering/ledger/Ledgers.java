package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Objects;

/** Ledgers for tests: real prices, fixed exchange rate. */
final class Ledgers {
    static final AccountId ANNA = new AccountId("acme", "anna");
    static final PricingService PRICING = PricingService.builder()
            .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
            .build();

    private Ledgers() {}

    static MeteringBuilder on(MeteringStore store, Clock clock) {
        return Metering.builder(store, PRICING)
                .clock(clock)
                .policy(TenantPolicy.DEFAULT
                        .withMode(BalanceMode.ENFORCED)
                        .withStartCredits(new BigDecimal("1000000")));
    }

    /** A call of gpt-4o: 2.5 credits for an input token, 10 for an output token. */
    static Spend call(AccountId account, String id, long input, long output) {
        return Spend.builder(account, "openai", "gpt-4o")
                .id(id)
                .tokens(input, output)
                .build();
    }

    static Entry booked(SpendResult result) {
        return Objects.requireNonNull(result.booked());
    }

    static BigDecimal credits(String text) {
        return new BigDecimal(text);
    }
}
