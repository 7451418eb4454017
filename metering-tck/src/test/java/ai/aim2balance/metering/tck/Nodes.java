package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.MeteringBuilder;
import ai.aim2balance.metering.ledger.PlannedCall;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.TenantPolicy;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;

/** Ledgers that share a store. */
final class Nodes {
    static final AccountId ANNA = new AccountId("acme", "anna");
    static final AccountId BERT = new AccountId("acme", "bert");
    static final TenantPolicy POLICY =
            TenantPolicy.DEFAULT.withMode(BalanceMode.ENFORCED).withStartCredits(new BigDecimal("100"));

    private Nodes() {}

    static MeteringBuilder on(MeteringStore store, Clock clock) {
        return Metering.builder(store, LedgerProof.PRICING)
                .clock(clock)
                .policy(POLICY)
                .patience(Duration.ofSeconds(20))
                .unrecorded(spend -> {});
    }

    static Spend spend(AccountId account, String id) {
        return Spend.builder(account, "openai", "gpt-4o").id(id).tokens(1, 1).build();
    }

    static PlannedCall hold(String id, String credits) {
        return PlannedCall.ofCredits(ANNA, new BigDecimal(credits)).holdId(id);
    }
}
