package ai.aim2balance.metering.pricing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote.Direction;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeQuoteTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

    @Test
    void the_published_number_stays_as_it_was() {
        assertThat(quote("1.0830", Direction.USD_PER_EUR).rate()).hasToString("1.0830");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00", "-1.08", "0.0099", "100.01", "1E+1000000000", "1E-1000000000"})
    void a_rate_that_cannot_be_one_is_refused_with_field_value_and_range(String rate) {
        assertThatThrownBy(() -> quote(rate, Direction.EUR_PER_USD))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("exchange rate EUR_PER_USD is " + new BigDecimal(rate))
                .hasMessageContaining("allowed: 0.01 to 100");
    }

    @Test
    void more_than_eighteen_decimals_are_refused() {
        assertThat(quote("1.123456789012345678", Direction.USD_PER_EUR).rate()).isNotNull();
        assertThatThrownBy(() -> quote("1.1234567890123456789", Direction.USD_PER_EUR))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at most 18 decimals");
    }

    @Test
    void a_rate_is_kept_without_exponent_and_without_zeros_beyond_its_decimals() {
        assertThat(quote("1E+1", Direction.USD_PER_EUR).rate()).isEqualTo(new BigDecimal("10"));
        assertThat(quote("1.08" + "0".repeat(200), Direction.USD_PER_EUR).rate().scale())
                .isEqualTo(18);
    }

    @Test
    void a_quote_without_a_source_is_refused() {
        assertThatThrownBy(() -> new ExchangeQuote(BigDecimal.ONE, Direction.USD_PER_EUR, DAY, " ", false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("source");
    }

    private static ExchangeQuote quote(String rate, Direction direction) {
        return new ExchangeQuote(new BigDecimal(rate), direction, DAY, "test", false);
    }
}
