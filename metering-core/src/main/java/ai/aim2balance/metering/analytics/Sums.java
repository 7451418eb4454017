package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.analytics.UsageSums.Estimate;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.Spread;
import ai.aim2balance.metering.entry.UsageAmounts;
import ai.aim2balance.metering.internal.Pico;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** Adds sums up. */
final class Sums {
    private static final UsageAmounts NOTHING = new UsageAmounts(
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, Spread.ZERO, Spread.ZERO, Spread.ZERO, 0, 0);

    /** Of no entry. */
    static final UsageSums ZERO = of(0, NOTHING);

    private Sums() {}

    /** Of one entry. */
    static UsageSums of(UsageAmounts amounts) {
        return of(1, amounts);
    }

    /** Of all rows. */
    static UsageSums of(List<UsageRow> rows) {
        return rows.stream().map(UsageRow::sums).reduce(Sums::plus).orElse(ZERO);
    }

    static UsageSums plus(UsageSums a, UsageSums b) {
        return new UsageSums(
                Math.addExact(a.entries(), b.entries()),
                a.requests().add(b.requests()),
                a.inputTokens().add(b.inputTokens()),
                a.outputTokens().add(b.outputTokens()),
                a.cacheReadTokens().add(b.cacheReadTokens()),
                a.cacheWriteTokens().add(b.cacheWriteTokens()),
                a.reasoningTokens().add(b.reasoningTokens()),
                a.listUsd().add(b.listUsd()),
                a.listEur().add(b.listEur()),
                a.marginEur().add(b.marginEur()),
                a.feeEur().add(b.feeEur()),
                a.costEur().add(b.costEur()),
                a.donatedEur().add(b.donatedEur()),
                a.credits().add(b.credits()),
                a.m2Restored().add(b.m2Restored()),
                plus(a.kWh(), b.kWh()),
                plus(a.waterL(), b.waterL()),
                plus(a.co2eKg(), b.co2eKg()),
                a.unpricedRequests().add(b.unpricedRequests()),
                a.fallbackRequests().add(b.fallbackRequests()));
    }

    private static Estimate plus(Estimate a, Estimate b) {
        return new Estimate(
                a.low().add(b.low()), a.likely().add(b.likely()), a.high().add(b.high()));
    }

    private static UsageSums of(long entries, UsageAmounts amounts) {
        return new UsageSums(
                entries,
                BigInteger.valueOf(amounts.requests()),
                BigInteger.valueOf(amounts.inputTokens()),
                BigInteger.valueOf(amounts.outputTokens()),
                BigInteger.valueOf(amounts.cacheReadTokens()),
                BigInteger.valueOf(amounts.cacheWriteTokens()),
                BigInteger.valueOf(amounts.reasoningTokens()),
                Pico.toDecimal(amounts.listUsd()),
                Pico.toDecimal(amounts.listEur()),
                Pico.toDecimal(amounts.marginEur()),
                Pico.toDecimal(amounts.feeEur()),
                Pico.toDecimal(amounts.costEur()),
                Pico.toDecimal(amounts.donatedEur()),
                Credits.of(amounts.microCredits()),
                amounts.m2Restored(),
                estimate(amounts.kWh()),
                estimate(amounts.waterL()),
                estimate(amounts.co2e()),
                BigInteger.valueOf(amounts.unpricedRequests()),
                BigInteger.valueOf(amounts.fallbackRequests()));
    }

    private static Estimate estimate(Spread spread) {
        return new Estimate(
                Pico.toDecimal(spread.low()), Pico.toDecimal(spread.likely()), Pico.toDecimal(spread.high()));
    }
}
