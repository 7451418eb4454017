package ai.aim2balance.metering.pricing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote.Direction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TableRatesTest {
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private final NavigableMap<LocalDate, BigDecimal> quotes =
            new TreeMap<>(java.util.Map.of(FRIDAY, new BigDecimal("1.0800"), MONDAY, new BigDecimal("1.0900")));
    private final ExchangeRates rates = ExchangeRates.table(quotes, "ECB", Duration.ofDays(5));

    @Test
    void the_quote_of_the_call_s_day_in_utc_counts_from_its_first_instant() {
        assertThat(rates.quoteAt(Instant.parse("2026-11-23T00:00:00Z")))
                .isEqualTo(new ExchangeQuote(new BigDecimal("1.0900"), Direction.USD_PER_EUR, MONDAY, "ECB", false));
        assertThat(rates.quoteAt(Instant.parse("2026-11-22T23:59:59.999Z")).date())
                .isEqualTo(FRIDAY);
    }

    @Test
    void a_weekend_takes_the_last_earlier_quote() {
        ExchangeQuote sunday = rates.quoteAt(Instant.parse("2026-11-22T12:00:00Z"));

        assertThat(sunday.date()).isEqualTo(FRIDAY);
        assertThat(sunday.overdue()).isFalse();
    }

    @Test
    void a_quote_as_old_as_the_maximum_is_good_and_a_day_later_it_is_overdue() {
        assertThat(rates.quoteAt(Instant.parse("2026-11-28T23:59:59Z")).overdue())
                .isFalse();
        ExchangeQuote late = rates.quoteAt(Instant.parse("2026-11-29T00:00:00Z"));
        assertThat(late.overdue()).isTrue();
        assertThat(late.rate()).isEqualByComparingTo("1.09");
    }

    @Test
    void before_the_first_day_the_first_quote_is_given_as_overdue() {
        ExchangeQuote early = rates.quoteAt(Instant.parse("2026-11-19T23:59:59Z"));

        assertThat(early.date()).isEqualTo(FRIDAY);
        assertThat(early.overdue()).isTrue();
    }

    @Test
    void changing_the_map_afterwards_changes_nothing() {
        quotes.clear();

        assertThat(rates.quoteAt(Instant.parse("2026-11-23T12:00:00Z")).date()).isEqualTo(MONDAY);
    }

    @Test
    void an_empty_table_and_a_negative_age_and_a_wrong_rate_are_refused() {
        assertThatThrownBy(() -> ExchangeRates.table(new TreeMap<>(), "ECB", Duration.ZERO))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("exchange rates of ECB");
        assertThatThrownBy(() -> ExchangeRates.table(quotes, "ECB", Duration.ofDays(-1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("maximum age");
        quotes.put(MONDAY, BigDecimal.ZERO);
        assertThatThrownBy(() -> ExchangeRates.table(quotes, "ECB", Duration.ZERO))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("exchange rate USD_PER_EUR is 0; allowed: 0.01 to 100");
    }

    @Test
    void a_fixed_rate_is_dated_with_the_day_of_each_call() {
        ExchangeRates fixed = ExchangeRates.fixed(new BigDecimal("1.10"));

        assertThat(fixed.quoteAt(Instant.parse("2026-11-24T23:30:00Z")))
                .isEqualTo(new ExchangeQuote(
                        new BigDecimal("1.10"), Direction.USD_PER_EUR, LocalDate.of(2026, 11, 24), "fixed", false));
    }

    @Test
    void a_fixed_rate_with_a_date_keeps_it_with_source_and_direction() {
        ExchangeRates fixed =
                ExchangeRates.fixed(new BigDecimal("0.92"), Direction.EUR_PER_USD, FRIDAY, "treasury, 4th quarter");

        assertThat(fixed.quoteAt(Instant.parse("2027-01-01T00:00:00Z")))
                .isEqualTo(new ExchangeQuote(
                        new BigDecimal("0.92"), Direction.EUR_PER_USD, FRIDAY, "treasury, 4th quarter", false));
    }
}
