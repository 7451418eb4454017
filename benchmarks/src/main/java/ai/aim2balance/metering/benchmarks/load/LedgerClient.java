package ai.aim2balance.metering.benchmarks.load;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.SpendResult;
import ai.aim2balance.metering.ledger.TenantPolicy;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.IntStream;

/** A node with a ledger of its own: it prices, weighs and books. */
final class LedgerClient implements Client {
    private static final String TENANT = "acme";
    private static final PricingService PRICING = PricingService.builder()
            .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
            .build();

    private final OpenStore store;
    private final Metering ledger;
    private final AccountId[] accounts;

    LedgerClient(OpenStore store, int accounts) {
        this.store = store;
        this.ledger = ledger(store.store());
        this.accounts =
                IntStream.range(0, accounts).mapToObj(LedgerClient::account).toArray(AccountId[]::new);
    }

    static Metering ledger(MeteringStore store) {
        return Metering.builder(store, PRICING)
                .policy(TenantPolicy.DEFAULT.withMode(BalanceMode.ENFORCED).withStartCredits(Credits.of(Call.START)))
                .build();
    }

    static AccountId account(int number) {
        return new AccountId(TENANT, Call.user(number));
    }

    static Spend call(AccountId account, int number, String id) {
        return Spend.builder(account, Call.PROVIDER, Call.MODEL)
                .id(id)
                .tokens(Call.PROMPT_TOKENS, Call.COMPLETION_TOKENS)
                .endpoint(Call.ENDPOINT)
                .requestType("chat")
                .conversationId(Call.conversation(number))
                .context(Call.CONTEXT)
                .build();
    }

    @Override
    public Answer spend(int account, String id) throws FailedCallException {
        SpendResult result;
        try {
            result = ledger.spendTokens(call(accounts[account], account, id));
        } catch (RuntimeException e) {
            throw new FailedCallException("not booked", e);
        }
        if (result instanceof SpendResult.Applied applied) {
            return new Answer(applied.entry().seq(), false);
        }
        if (result instanceof SpendResult.AlreadyApplied already) {
            return new Answer(already.entry().seq(), true);
        }
        throw new FailedCallException("handed over: " + result, null);
    }

    @Override
    public boolean isIdempotent() {
        return true;
    }

    @Override
    public Map<String, Long> counts() {
        return ledger.stats();
    }

    @Override
    public void close() {
        ledger.close();
        store.close();
    }
}
