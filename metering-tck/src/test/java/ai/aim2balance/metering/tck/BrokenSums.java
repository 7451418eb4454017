package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.analytics.UsageSums;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Sums that are nearly right. */
final class BrokenSums {
    private BrokenSums() {}

    static UsageSums withCost(UsageSums sums, BigDecimal costEur) {
        return of(sums, sums.cacheReadTokens(), sums.cacheWriteTokens(), costEur, sums.fallbackRequests());
    }

    static UsageSums withFallbacks(UsageSums sums, BigInteger fallbackRequests) {
        return of(sums, sums.cacheReadTokens(), sums.cacheWriteTokens(), sums.costEur(), fallbackRequests);
    }

    static UsageSums mixedUp(UsageSums sums) {
        return of(sums, sums.cacheWriteTokens(), sums.cacheReadTokens(), sums.costEur(), sums.fallbackRequests());
    }

    private static UsageSums of(
            UsageSums sums, BigInteger cacheRead, BigInteger cacheWrite, BigDecimal cost, BigInteger fallbacks) {
        return new UsageSums(
                sums.entries(),
                sums.requests(),
                sums.inputTokens(),
                sums.outputTokens(),
                cacheRead,
                cacheWrite,
                sums.reasoningTokens(),
                sums.listUsd(),
                sums.listEur(),
                sums.marginEur(),
                sums.feeEur(),
                cost,
                sums.donatedEur(),
                sums.credits(),
                sums.m2Restored(),
                sums.kWh(),
                sums.waterL(),
                sums.co2eKg(),
                sums.unpricedRequests(),
                fallbacks);
    }
}
