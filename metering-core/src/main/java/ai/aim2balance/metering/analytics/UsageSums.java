package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.EntryColumn;
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
    /** Decimals of money and of estimates. */
    private static final int PICO = 12;

    /**
     * A summed estimate, 12 decimals. Errors of calls are one and the same error of the model, so bounds add up.
     *
     * @param low the lower bound
     * @param likely the figure to show where only one fits
     * @param high the upper bound
     */
    public record Estimate(BigDecimal low, BigDecimal likely, BigDecimal high) {}

    /**
     * A store's sums by column.
     *
     * @param <X> what may be thrown while one is read
     */
    @FunctionalInterface
    public interface Sums<X extends Exception> {
        /**
         * One sum.
         *
         * @param column of which column
         * @return the sum, in the unit in which the column is kept
         * @throws X if it cannot be read
         */
        BigDecimal of(EntryColumn column) throws X;
    }

    /**
     * Sums as a store has them, in the units in which it keeps amounts. For adapters.
     *
     * @param entries how many entries were summed
     * @param sums the sum of each of {@link EntryColumn#amounts()}
     * @return the same in the units of this record
     * @param <X> what may be thrown while a sum is read
     * @throws X if a sum cannot be read
     */
    public static <X extends Exception> UsageSums of(long entries, Sums<X> sums) throws X {
        return new UsageSums(
                entries,
                whole(sums, EntryColumn.REQUESTS),
                whole(sums, EntryColumn.INPUT_TOKENS),
                whole(sums, EntryColumn.OUTPUT_TOKENS),
                whole(sums, EntryColumn.CACHE_READ_TOKENS),
                whole(sums, EntryColumn.CACHE_WRITE_TOKENS),
                whole(sums, EntryColumn.REASONING_TOKENS),
                scaled(sums, EntryColumn.LIST_USD, PICO),
                scaled(sums, EntryColumn.LIST_EUR, PICO),
                scaled(sums, EntryColumn.MARGIN_EUR, PICO),
                scaled(sums, EntryColumn.FEE_EUR, PICO),
                scaled(sums, EntryColumn.COST_EUR, PICO),
                scaled(sums, EntryColumn.DONATED_EUR, PICO),
                scaled(sums, EntryColumn.CREDITS, Credits.SCALE),
                sums.of(EntryColumn.M2_RESTORED),
                estimate(sums, EntryColumn.KWH_LOW, EntryColumn.KWH_LIKELY, EntryColumn.KWH_HIGH),
                estimate(sums, EntryColumn.WATER_LOW, EntryColumn.WATER_LIKELY, EntryColumn.WATER_HIGH),
                estimate(sums, EntryColumn.CO2E_LOW, EntryColumn.CO2E_LIKELY, EntryColumn.CO2E_HIGH),
                whole(sums, EntryColumn.UNPRICED_REQUESTS),
                whole(sums, EntryColumn.FALLBACK_REQUESTS));
    }

    private static <X extends Exception> Estimate estimate(
            Sums<X> sums, EntryColumn low, EntryColumn likely, EntryColumn high) throws X {
        return new Estimate(scaled(sums, low, PICO), scaled(sums, likely, PICO), scaled(sums, high, PICO));
    }

    private static <X extends Exception> BigInteger whole(Sums<X> sums, EntryColumn column) throws X {
        return sums.of(column).toBigIntegerExact();
    }

    private static <X extends Exception> BigDecimal scaled(Sums<X> sums, EntryColumn column, int scale) throws X {
        return new BigDecimal(whole(sums, column), scale);
    }

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
