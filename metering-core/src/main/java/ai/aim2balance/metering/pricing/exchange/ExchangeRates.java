package ai.aim2balance.metering.pricing.exchange;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote.Direction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Gives the exchange rate between USD and EUR for a call. Applications may implement it; implementations must be
 * thread-safe and must not block.
 *
 * <p>Which date counts: the last quote dated on or before the call's day in UTC. The ECB publishes a day's rate around
 * 16:00 CET, so that a call of that morning which is priced again in the evening may find a newer quote; each booked
 * row keeps the quote it was booked with. Where there is no such quote, or it is older than the maximum age, the
 * nearest known one is given and marked {@link ExchangeQuote#overdue() overdue}: recording never refuses.
 */
@FunctionalInterface
public interface ExchangeRates {
    /**
     * Seven days. The ECB's longest pause, from Maundy Thursday to the Tuesday after Easter, leaves a quote five days
     * old.
     */
    Duration DEFAULT_MAX_AGE = Duration.ofDays(7);

    /**
     * The quote for a call.
     *
     * @param at when the call was made
     * @return the quote of that day, or the nearest known one, marked as overdue where that matters
     * @throws ExchangeRateUnavailableException if there is no quote at all, neither earlier nor later
     */
    ExchangeQuote quoteAt(Instant at);

    /**
     * One rate for all days, dated with the day of each call, from the source {@code fixed}.
     *
     * @param usdPerEur dollars for one euro: 0.01 to 100, at most 18 decimals
     * @return the rates
     * @throws InvalidInputException if the rate is out of range
     */
    static ExchangeRates fixed(BigDecimal usdPerEur) {
        return new FixedRates(new ExchangeQuote(usdPerEur, Direction.USD_PER_EUR, LocalDate.EPOCH, "fixed", false));
    }

    /**
     * One rate for all days, with the date and the source it came from.
     *
     * @param rate the published number: 0.01 to 100, at most 18 decimals
     * @param direction what the number counts
     * @param date the day for which it was published
     * @param source who published it; not blank
     * @return the rates; their quote is never overdue
     * @throws InvalidInputException if the rate is out of range or the source is blank
     */
    static ExchangeRates fixed(BigDecimal rate, Direction direction, LocalDate date, String source) {
        ExchangeQuote quote = new ExchangeQuote(rate, direction, date, source, false);
        return at -> quote;
    }

    /**
     * Rates by date.
     *
     * @param usdPerEur dollars for one euro by the day of the quote; copied, not empty
     * @param source who published them; not blank
     * @param maxAge a quote that is older, counted in days from its date to the call's day in UTC, is given as overdue;
     *     not negative
     * @return the rates; before the first day the first quote is given, as overdue
     * @throws InvalidInputException if there is no quote, or one is out of range
     */
    static ExchangeRates table(NavigableMap<LocalDate, BigDecimal> usdPerEur, String source, Duration maxAge) {
        if (usdPerEur.isEmpty()) {
            throw new InvalidInputException("exchange rates of " + source, "empty", "one quote or more");
        }
        NavigableMap<LocalDate, ExchangeQuote> quotes = new TreeMap<>();
        for (Map.Entry<LocalDate, BigDecimal> entry : usdPerEur.entrySet()) {
            LocalDate date = entry.getKey();
            quotes.put(date, new ExchangeQuote(entry.getValue(), Direction.USD_PER_EUR, date, source, false));
        }
        QuoteHistory history = new QuoteHistory(quotes, maxAge);
        return history::at;
    }

    /**
     * Rates that a supplier of yours gives, asked once here and then again on a thread of its own whenever they are
     * due; nobody waits for it, and no thread is kept between two refreshes.
     *
     * @param supplier gives the newest quote; may block, may fail
     * @param refreshEvery how long an answer is good enough; positive. After a failure the supplier is asked again
     *     after this time or one minute, whichever is shorter
     * @param maxAge a quote that is older, in days from its date to the call's day in UTC, is given as overdue; not
     *     negative
     * @param clock the time by which refreshes are due
     * @return the rates. While the supplier fails, the last known quote is given; calls of the past get the remembered
     *     quote of their day
     */
    static ExchangeRates supplied(
            Supplier<ExchangeQuote> supplier, Duration refreshEvery, Duration maxAge, InstantSource clock) {
        return supplied(supplier, refreshEvery, maxAge, clock, SuppliedRates.OWN_THREAD);
    }

    /**
     * Rates that a supplier of yours gives, refreshed on an executor of yours.
     *
     * @param supplier gives the newest quote; may block, may fail
     * @param refreshEvery how long an answer is good enough; positive. After a failure the supplier is asked again
     *     after this time or one minute, whichever is shorter
     * @param maxAge a quote that is older, in days from its date to the call's day in UTC, is given as overdue; not
     *     negative
     * @param clock the time by which refreshes are due
     * @param executor runs the refreshes, never two at a time; the first one runs here, in the calling thread
     * @return the rates. While the supplier fails, the last known quote is given; calls of the past get the remembered
     *     quote of their day
     */
    static ExchangeRates supplied(
            Supplier<ExchangeQuote> supplier,
            Duration refreshEvery,
            Duration maxAge,
            InstantSource clock,
            Executor executor) {
        return new SuppliedRates(supplier, refreshEvery, maxAge, clock, executor);
    }
}
