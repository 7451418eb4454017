package ai.aim2balance.metering.pricing.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.pricing.exchange.ExchangeQuote.Direction;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/exchange-rates.md}. */
class ExchangeRatesGuideTest {
    private static final Instant CALL = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void one_fixed_rate() {
        ExchangeRates rates = ExchangeRates.fixed(new BigDecimal("1.10")); // dollars for one euro

        assertThat(rates.quoteAt(CALL).rate()).isEqualByComparingTo("1.10");
    }

    @Test
    void a_fixed_rate_with_its_origin() {
        ExchangeRates rates = ExchangeRates.fixed(
                new BigDecimal("0.92"), Direction.EUR_PER_USD, LocalDate.of(2026, 10, 1), "treasury, 4th quarter");

        assertThat(rates.quoteAt(CALL).direction()).isEqualTo(Direction.EUR_PER_USD);
    }

    @Test
    void a_history_with_today() {
        InputStream history = csv("Date,USD,\n2026-11-24,1.0832,\n");
        InputStream today = csv("Date, USD, \n25 November 2026, 1.0850, \n");

        NavigableMap<LocalDate, BigDecimal> quotes = EcbRates.readQuotes(history, "eurofxref-hist.csv");
        quotes.putAll(EcbRates.readQuotes(today, "eurofxref.csv"));
        ExchangeRates rates = ExchangeRates.table(quotes, EcbRates.SOURCE, ExchangeRates.DEFAULT_MAX_AGE);

        assertThat(rates.quoteAt(CALL).rate()).isEqualByComparingTo("1.0850");
    }

    @Test
    void a_supplier_of_your_own() {
        Bank bank = () -> new ExchangeQuote(
                new BigDecimal("1.09"), Direction.USD_PER_EUR, LocalDate.of(2026, 11, 24), "bank", false);

        ExchangeRates rates = ExchangeRates.supplied(
                bank::latestQuote, Duration.ofHours(6), ExchangeRates.DEFAULT_MAX_AGE, Clock.systemUTC());

        assertThat(rates.quoteAt(CALL).source()).isEqualTo("bank");
    }

    private interface Bank {
        ExchangeQuote latestQuote();
    }

    private static InputStream csv(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
