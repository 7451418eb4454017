package ai.aim2balance.metering.pricing.exchange;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** One rate that is agreed rather than published: it is dated with the day of each call. */
final class FixedRates implements ExchangeRates {
    private static final long SECONDS_OF_A_DAY = 86_400;

    /** Most calls are of the same day as the call before. */
    private volatile ExchangeQuote last;

    FixedRates(ExchangeQuote quote) {
        this.last = quote;
    }

    @Override
    public ExchangeQuote quoteAt(Instant at) {
        ExchangeQuote quote = last;
        if (quote.date().toEpochDay() != Math.floorDiv(at.getEpochSecond(), SECONDS_OF_A_DAY)) {
            LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
            quote = new ExchangeQuote(quote.rate(), quote.direction(), day, quote.source(), false);
            last = quote;
        }
        return quote;
    }
}
