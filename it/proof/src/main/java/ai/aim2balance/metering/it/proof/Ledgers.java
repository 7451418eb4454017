package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.MeteringBuilder;
import ai.aim2balance.metering.ledger.TenantPolicy;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigDecimal;
import java.time.Duration;

/** Ledgers as all proofs use them: balances are enforced, and large enough that nothing is refused for them. */
final class Ledgers {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final BigDecimal START = new BigDecimal("1000000000000");
    private static final PricingService PRICING = PricingService.builder()
            .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
            .build();
    private static final TenantPolicy POLICY =
            TenantPolicy.DEFAULT.withMode(BalanceMode.ENFORCED).withStartCredits(START);

    private Ledgers() {}

    static MeteringBuilder builder(MeteringStore store) {
        return Metering.builder(store, PRICING)
                .policy(POLICY)
                .unrecorded(spend -> {})
                .patience(PATIENCE);
    }

    static Metering on(MeteringStore store) {
        return builder(store).build();
    }
}
