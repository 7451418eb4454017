package ai.aim2balance.metering.pricing.exchange;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Given;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One published exchange rate between USD and EUR, kept as it was published: never inverted, never rounded. Immutable
 * and thread-safe.
 *
 * @param rate the published number: 0.01 to 100, at most 18 decimals
 * @param direction what the number counts
 * @param date the day for which it was published
 * @param source who published it, such as {@code ECB euro foreign exchange reference rates}; not blank
 * @param overdue true where it stands in for a better one: it is older than the maximum age, or later than the call
 */
public record ExchangeQuote(BigDecimal rate, Direction direction, LocalDate date, String source, boolean overdue) {
    private static final BigDecimal LOWEST = new BigDecimal("0.01");
    private static final BigDecimal HIGHEST = new BigDecimal("100");

    /** Published rates have four to six; the inverse of one that was divided by a calculator has up to 18. */
    private static final int MOST_DECIMALS = 18;

    /** What the published number counts. */
    public enum Direction {
        /** Dollars for one euro, as the ECB publishes. */
        USD_PER_EUR,
        /** Euros for one dollar. */
        EUR_PER_USD
    }

    /**
     * Checks the values.
     *
     * @param rate the published number
     * @param direction what the number counts
     * @param date the day for which it was published
     * @param source who published it
     * @param overdue true where it stands in for a better one
     * @throws InvalidInputException if the rate is not between 0.01 and 100 or has more than 18 decimals, or the source
     *     is blank
     */
    public ExchangeQuote {
        Given.notNull(direction, "direction of the exchange rate", "USD_PER_EUR, EUR_PER_USD");
        Given.notNull(date, "date of the exchange rate", "the day of the quote");
        if (Given.notNull(rate, "exchange rate " + direction, "0.01 to 100").compareTo(LOWEST) < 0
                || rate.compareTo(HIGHEST) > 0) {
            throw new InvalidInputException("exchange rate " + direction, rate.toString(), "0.01 to 100");
        }
        if (rate.stripTrailingZeros().scale() > MOST_DECIMALS) {
            throw new InvalidInputException(
                    "exchange rate " + direction, rate.toString(), "at most " + MOST_DECIMALS + " decimals");
        }
        if (rate.scale() < 0 || rate.scale() > MOST_DECIMALS) {
            rate = rate.setScale(rate.scale() < 0 ? 0 : MOST_DECIMALS); // zeros alone
        }
        if (source.isBlank()) {
            throw new InvalidInputException("source of the exchange rate", "empty", "who published it");
        }
    }

    /** The same quote with the mark that it stands in for a better one, or without. */
    ExchangeQuote marked(boolean standIn) {
        return standIn == overdue ? this : new ExchangeQuote(rate, direction, date, source, standIn);
    }
}
