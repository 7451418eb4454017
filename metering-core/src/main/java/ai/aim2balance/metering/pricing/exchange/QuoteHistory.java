package ai.aim2balance.metering.pricing.exchange;

import ai.aim2balance.metering.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** The one place that decides which of several dated quotes counts for a call. */
record QuoteHistory(NavigableMap<LocalDate, ExchangeQuote> quotes, Duration maxAge) {
    QuoteHistory {
        if (maxAge.isNegative()) {
            throw new InvalidInputException("maximum age of an exchange rate", maxAge.toString(), "0 or more");
        }
    }

    ExchangeQuote at(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        Map.@Nullable Entry<LocalDate, ExchangeQuote> earlier = quotes.floorEntry(day);
        if (earlier != null) {
            long age = ChronoUnit.DAYS.between(earlier.getKey(), day);
            ExchangeQuote quote = earlier.getValue();
            return quote.marked(quote.overdue() || age > maxAge.toDays());
        }
        Map.@Nullable Entry<LocalDate, ExchangeQuote> later = quotes.firstEntry();
        if (later == null) {
            throw new ExchangeRateUnavailableException(at, "no quote is known yet");
        }
        return later.getValue().marked(true);
    }
}
