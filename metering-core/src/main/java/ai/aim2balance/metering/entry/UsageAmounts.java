package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Pico;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.LongUnaryOperator;

/**
 * Everything about a call that is added up: counts, money and impact, exact and signed. A refund has the negative of what
 * it takes back. Immutable and thread-safe. Money is in pico (10<sup>-12</sup>) of the currency, credits in millionths.
 *
 * @param requests 1 for a call, 0 for a part of a call
 * @param inputTokens all input tokens
 * @param outputTokens all output tokens
 * @param cacheReadTokens input tokens that were read from a cache
 * @param cacheWriteTokens input tokens that were written to a cache
 * @param reasoningTokens output tokens that were spent on reasoning
 * @param listUsd list cost in pico-dollars
 * @param listEur list cost in pico-euros
 * @param marginEur margin in pico-euros
 * @param feeEur rebalancing fee in pico-euros
 * @param costEur the sum of list cost, margin and fee in pico-euros
 * @param donatedEur the part of the fee that restores land, in pico-euros
 * @param microCredits the price in millionths of a credit, also where the balance mode takes none
 * @param m2Restored donation times rate, exact
 * @param kWh energy in 10<sup>-12</sup> kWh
 * @param waterL water in 10<sup>-12</sup> litres
 * @param co2e CO2e in 10<sup>-12</sup> kg
 * @param unpricedRequests requests that were booked at no price or at a fallback price
 * @param fallbackRequests requests whose impact is less exact than asked for
 */
public record UsageAmounts(
        long requests,
        long inputTokens,
        long outputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        long reasoningTokens,
        long listUsd,
        long listEur,
        long marginEur,
        long feeEur,
        long costEur,
        long donatedEur,
        long microCredits,
        BigDecimal m2Restored,
        Spread kWh,
        Spread waterL,
        Spread co2e,
        long unpricedRequests,
        long fallbackRequests) {
    /** Decimals to which a part of a restored area is rounded: those of the fee and of the rate. */
    private static final int M2_SCALE = 24;

    /** Checks that nothing is null, and keeps the area without exponent. */
    public UsageAmounts {
        m2Restored = Plain.decimal(Given.notNull(m2Restored, "m2Restored", "an area"), "m2Restored");
        Given.notNull(kWh, "kWh", "an estimate");
        Given.notNull(waterL, "waterL", "an estimate");
        Given.notNull(co2e, "co2e", "an estimate");
    }

    /**
     * What a refund of a part of a call takes back, if another part was taken back before. Rounded cumulatively: for each
     * amount, round(amount × after / whole) − round(amount × before / whole), half-even at the amount's own scale, so
     * that parts that make up the whole take back exactly the whole.
     *
     * @param before how much was taken back so far
     * @param after how much is taken back with this refund, not above the whole
     * @param whole what a full refund takes back, above 0
     * @return the negative of that part
     */
    public UsageAmounts refunded(long before, long after, long whole) {
        LongUnaryOperator part = amount -> -cumulative(amount, before, after, whole);
        return new UsageAmounts(
                part.applyAsLong(requests),
                part.applyAsLong(inputTokens),
                part.applyAsLong(outputTokens),
                part.applyAsLong(cacheReadTokens),
                part.applyAsLong(cacheWriteTokens),
                part.applyAsLong(reasoningTokens),
                part.applyAsLong(listUsd),
                part.applyAsLong(listEur),
                part.applyAsLong(marginEur),
                part.applyAsLong(feeEur),
                part.applyAsLong(costEur),
                part.applyAsLong(donatedEur),
                part.applyAsLong(microCredits),
                area(after, whole).subtract(area(before, whole)).negate(),
                kWh.map(part),
                waterL.map(part),
                co2e.map(part),
                part.applyAsLong(unpricedRequests),
                part.applyAsLong(fallbackRequests));
    }

    /**
     * round(amount × after / whole) − round(amount × before / whole), each half-even: the rounding of every refund.
     *
     * @param amount the whole amount
     * @param before how much of the whole was taken back so far
     * @param after how much is taken back now
     * @param whole above 0
     * @return the amount's part between before and after
     */
    public static long cumulative(long amount, long before, long after, long whole) {
        return Pico.multiplyDivide(amount, after, whole, "refund")
                - Pico.multiplyDivide(amount, before, whole, "refund");
    }

    /** A whole area stays as it is, so that a full refund is the exact negation. */
    private BigDecimal area(long part, long whole) {
        if (part == 0) {
            return BigDecimal.ZERO;
        }
        return part == whole
                ? m2Restored
                : m2Restored
                        .multiply(BigDecimal.valueOf(part))
                        .divide(
                                BigDecimal.valueOf(whole),
                                Math.max(M2_SCALE, m2Restored.scale()),
                                RoundingMode.HALF_EVEN);
    }
}
