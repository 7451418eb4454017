package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tries the whole ledger on a store: random sequences of everything that callers can ask for, by one node or several, each
 * step compared with a model of what was promised.
 */
public final class LedgerProof {
    static final PricingService PRICING = PricingService.builder()
            .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
            .build();

    private LedgerProof() {}

    /**
     * Sequences on stores that work.
     *
     * @param stores makes an empty store for each sequence; the sequence closes it
     * @param nodes how many ledgers share the store, 1 or more
     * @return sequences of steps
     */
    public static RandomSequences<?> on(Supplier<? extends MeteringStore> stores, int nodes) {
        return new RandomSequences<>(LedgerStep::random, steps -> {
            MeteringStore store = stores.get();
            try (LedgerTrial trial = new LedgerTrial(store, store, nodes, PRICING)) {
                trial.run(steps);
            }
        });
    }

    /**
     * Sequences on stores that fail now and then: every answer must be the same as if they did not.
     *
     * @param stores makes an empty store for each sequence; the sequence closes it
     * @param nodes how many ledgers share the store, 1 or more
     * @param rate how often each fault is done, 0 to 1
     * @return sequences of steps
     */
    public static RandomSequences<?> onFaulty(Supplier<? extends MeteringStore> stores, int nodes, double rate) {
        return new RandomSequences<>(LedgerStep::random, steps -> {
            MeteringStore store = stores.get();
            FaultyStore faulty = FaultyStore.around(store, steps.hashCode())
                    .everything(rate)
                    .rate(Fault.READ_FAILURE, 0)
                    .build();
            try (LedgerTrial trial = new LedgerTrial(store, faulty, nodes, PRICING)) {
                trial.run(steps);
            }
        });
    }

    /**
     * Several threads and ledgers on a store that fails all the time, and then no more. Whatever was acknowledged must be
     * booked exactly once, with its exact amount, and nothing else.
     *
     * @param store an empty store; it is closed
     * @param seed of calls and faults; threads make the rest a matter of luck
     * @param calls how many calls
     * @param threads how many threads call, 1 or more
     * @param nodes how many ledgers share the store, 1 or more
     * @param rate how often each fault is done, 0 to 1
     * @return how often each fault was done
     * @throws AssertionError if something does not hold
     * @throws Exception if a thread is interrupted or fails
     */
    public static Map<Fault, Long> storm(MeteringStore store, long seed, int calls, int threads, int nodes, double rate)
            throws Exception {
        try (FaultStorm storm = new FaultStorm(store, seed, threads, nodes, rate)) {
            new StormAudit(storm).check(storm.run(calls));
            return storm.faulty.counts();
        } catch (AssertionError e) {
            throw new AssertionError("storm of seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
