package ai.aim2balance.metering.store;

import ai.aim2balance.metering.analytics.UsageSums;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.Spread;
import ai.aim2balance.metering.entry.UsageAmounts;
import java.math.BigDecimal;

/** Adds up the amounts of the entries of one group. Not thread-safe. */
final class UsageTotals {
    /** Decimals of money and of estimates. */
    private static final int PICO = 12;

    private long entries;
    private final ExactSum requests = new ExactSum();
    private final ExactSum inputTokens = new ExactSum();
    private final ExactSum outputTokens = new ExactSum();
    private final ExactSum cacheReadTokens = new ExactSum();
    private final ExactSum cacheWriteTokens = new ExactSum();
    private final ExactSum reasoningTokens = new ExactSum();
    private final ExactSum listUsd = new ExactSum();
    private final ExactSum listEur = new ExactSum();
    private final ExactSum marginEur = new ExactSum();
    private final ExactSum feeEur = new ExactSum();
    private final ExactSum costEur = new ExactSum();
    private final ExactSum donatedEur = new ExactSum();
    private final ExactSum microCredits = new ExactSum();
    private BigDecimal m2Restored = BigDecimal.ZERO;
    private final Spreads kWh = new Spreads();
    private final Spreads waterL = new Spreads();
    private final Spreads co2e = new Spreads();
    private final ExactSum unpricedRequests = new ExactSum();
    private final ExactSum fallbackRequests = new ExactSum();

    void add(UsageAmounts amounts) {
        entries++;
        requests.add(amounts.requests());
        inputTokens.add(amounts.inputTokens());
        outputTokens.add(amounts.outputTokens());
        cacheReadTokens.add(amounts.cacheReadTokens());
        cacheWriteTokens.add(amounts.cacheWriteTokens());
        reasoningTokens.add(amounts.reasoningTokens());
        listUsd.add(amounts.listUsd());
        listEur.add(amounts.listEur());
        marginEur.add(amounts.marginEur());
        feeEur.add(amounts.feeEur());
        costEur.add(amounts.costEur());
        donatedEur.add(amounts.donatedEur());
        microCredits.add(amounts.microCredits());
        m2Restored = m2Restored.add(amounts.m2Restored());
        kWh.add(amounts.kWh());
        waterL.add(amounts.waterL());
        co2e.add(amounts.co2e());
        unpricedRequests.add(amounts.unpricedRequests());
        fallbackRequests.add(amounts.fallbackRequests());
    }

    UsageSums sums() {
        return new UsageSums(
                entries,
                requests.value(),
                inputTokens.value(),
                outputTokens.value(),
                cacheReadTokens.value(),
                cacheWriteTokens.value(),
                reasoningTokens.value(),
                listUsd.value(PICO),
                listEur.value(PICO),
                marginEur.value(PICO),
                feeEur.value(PICO),
                costEur.value(PICO),
                donatedEur.value(PICO),
                microCredits.value(Credits.SCALE),
                m2Restored,
                kWh.estimate(),
                waterL.estimate(),
                co2e.estimate(),
                unpricedRequests.value(),
                fallbackRequests.value());
    }

    /** The three figures of an estimate. */
    private static final class Spreads {
        private final ExactSum low = new ExactSum();
        private final ExactSum likely = new ExactSum();
        private final ExactSum high = new ExactSum();

        void add(Spread spread) {
            low.add(spread.low());
            likely.add(spread.likely());
            high.add(spread.high());
        }

        UsageSums.Estimate estimate() {
            return new UsageSums.Estimate(low.value(PICO), likely.value(PICO), high.value(PICO));
        }
    }
}
