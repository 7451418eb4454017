package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.InvalidInputException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Sums over entries, exact however many there are. Signed: refunds take back. Immutable and thread-safe.
 *
 * @param entries how many entries were summed, refunds included
 * @param requests calls, less those taken back
 * @param inputTokens all input tokens
 * @param outputTokens all output tokens
 * @param cacheReadTokens input tokens that were read from a cache
 * @param cacheWriteTokens input tokens that were written to a cache
 * @param reasoningTokens output tokens that were spent on reasoning
 * @param listUsd list cost in USD, 12 decimals
 * @param listEur list cost in EUR, 12 decimals
 * @param marginEur margin in EUR, 12 decimals
 * @param feeEur rebalancing fee in EUR, 12 decimals
 * @param costEur cost in EUR, 12 decimals
 * @param donatedEur the part of the fee that restores land, EUR, 12 decimals
 * @param credits price in credits, 6 decimals
 * @param m2Restored restored area in m², exact
 * @param kWh energy in kWh
 * @param waterL water in litres
 * @param co2eKg CO2e in kg
 * @param unpricedRequests requests that were booked at no price or at a fallback price
 * @param fallbackRequests requests whose impact is less exact than asked for
 */
public record UsageSums(
        long entries,
        BigInteger requests,
        BigInteger inputTokens,
        BigInteger outputTokens,
        BigInteger cacheReadTokens,
        BigInteger cacheWriteTokens,
        BigInteger reasoningTokens,
        BigDecimal listUsd,
        BigDecimal listEur,
        BigDecimal marginEur,
        BigDecimal feeEur,
        BigDecimal costEur,
        BigDecimal donatedEur,
        BigDecimal credits,
        BigDecimal m2Restored,
        Estimate kWh,
        Estimate waterL,
        Estimate co2eKg,
        BigInteger unpricedRequests,
        BigInteger fallbackRequests) {

    /**
     * A summed estimate, 12 decimals. Errors of calls are one and the same error of the model, so bounds add up.
     *
     * @param low the lower bound
     * @param likely the figure to show where only one fits
     * @param high the upper bound
     */
    public record Estimate(BigDecimal low, BigDecimal likely, BigDecimal high) {}

    /**
     * Input and output tokens together.
     *
     * @return the sum
     */
    public BigInteger tokens() {
        return inputTokens.add(outputTokens);
    }

    /**
     * Checks the count.
     *
     * @throws InvalidInputException if the number of entries is negative
     */
    public UsageSums {
        if (entries < 0) {
            throw new InvalidInputException("entries", Long.toString(entries), "0 or more");
        }
    }
}
