package ai.aim2balance.metering.pricing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcbRatesTest {
    private static final String DAILY =
            "Date, USD, JPY, BGN, CZK, \n24 November 2026, 1.0832, 163.91, 1.9558, 25.312, \n";
    private static final String HISTORY = """
            Date,USD,JPY,BGN,CYP,
            2026-11-24,1.0832,163.91,1.9558,N/A,
            2026-11-23,1.0801,163.2,1.9558,N/A,
            2026-11-20,N/A,162.9,1.9558,N/A,
            1999-01-04,1.1789,133.73,N/A,0.58231,
            """;

    @Test
    void the_daily_file_is_a_table_of_one_day() {
        assertThat(quotes(DAILY)).isEqualTo(Map.of(LocalDate.of(2026, 11, 24), new BigDecimal("1.0832")));
    }

    @Test
    void the_historical_file_is_a_table_of_all_days_with_a_dollar() {
        assertThat(quotes(HISTORY))
                .isEqualTo(Map.of(
                        LocalDate.of(2026, 11, 24), new BigDecimal("1.0832"),
                        LocalDate.of(2026, 11, 23), new BigDecimal("1.0801"),
                        LocalDate.of(1999, 1, 4), new BigDecimal("1.1789")));
    }

    @Test
    void the_dollar_is_found_by_its_name_wherever_it_stands() {
        assertThat(quotes("Date,JPY,USD\n2026-11-24,163.91,1.0832")).containsValue(new BigDecimal("1.0832"));
    }

    @Test
    void a_byte_order_mark_windows_line_ends_and_empty_lines_do_no_harm() {
        assertThat(quotes("\uFEFF" + HISTORY.replace("\n", "\r\n") + "\r\n\r\n"))
                .hasSize(3);
    }

    @Test
    void rates_name_the_bank_as_their_source(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("eurofxref-hist.csv"), HISTORY);

        ExchangeRates rates = EcbRates.readCsv(file, ExchangeRates.DEFAULT_MAX_AGE);

        ExchangeQuote quote = rates.quoteAt(Instant.parse("2026-11-24T09:00:00Z"));
        assertThat(quote.source()).isEqualTo("ECB euro foreign exchange reference rates");
        assertThat(quote.direction()).isEqualTo(ExchangeQuote.Direction.USD_PER_EUR);
        assertThat(quote.rate()).hasToString("1.0832");
    }

    @Test
    void the_file_of_today_can_be_added_to_a_history(@TempDir Path folder) throws IOException {
        Path history = Files.writeString(folder.resolve("eurofxref-hist.csv"), HISTORY);
        Path today = Files.writeString(folder.resolve("eurofxref.csv"), DAILY.replace("24 November", "25 November"));

        NavigableMap<LocalDate, BigDecimal> quotes;
        try (InputStream old = Files.newInputStream(history);
                InputStream latest = Files.newInputStream(today)) {
            quotes = EcbRates.readQuotes(old, "eurofxref-hist.csv");
            quotes.putAll(EcbRates.readQuotes(latest, "eurofxref.csv"));
        }
        ExchangeRates rates = ExchangeRates.table(quotes, EcbRates.SOURCE, ExchangeRates.DEFAULT_MAX_AGE);

        assertThat(rates.quoteAt(Instant.parse("2026-11-25T12:00:00Z")).date()).isEqualTo("2026-11-25");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    ~~                                          | line 1, column 1 is empty
                    ~<html>~                                    | line 1, column 1 is <html>
                    ~PK archive~                                | line 1, column 1 is a ZIP archive
                    ~Date,JPY~                                  | allowed: a column USD
                    ~Date,USD~                                  | line 1, column 1 is no rate of USD
                    ~Date,JPY,USD;2026-11-24,1~                 | line 2, column 13 is missing
                    ~Date,USD;24.11.2026,1.08~                  | line 2, column 1 is 24.11.2026
                    ~Date,USD;2026-02-30,1.08~                  | line 2, column 1 is 2026-02-30
                    ~Date, USD;30 February 2026, 1.08~          | line 2, column 1 is 30 February 2026
                    ~Date,USD;2026-11-24,1.08;2026-11-23,1.x~   | line 3, column 12 is 1.x
                    ~Date,JPY,USD;2026-11-24,163.91, 0~         | line 2, column 20 is 0; allowed: a rate of USD of 0.01
                    ~Date,USD;2026-11-24,-1.08~                 | line 2, column 12 is -1.08
                    ~Date,USD;2026-11-24,1e400~                 | line 2, column 12 is 1e400
                    ~Date,USD;2026-11-24,1.1;2026-11-24,1.2~    | line 3, column 1 is 2026-11-24; allowed: each date once
                    """)
    void a_wrong_file_is_refused_with_line_and_column(String file, String message) {
        assertThatThrownBy(() -> quotes(file == null ? "" : file.replace(';', '\n')))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ecb.csv, ")
                .hasMessageContaining(message);
    }

    @Test
    void the_same_day_twice_with_one_rate_is_one_quote() {
        assertThat(quotes("Date,USD\n2026-11-24,1.1\n2026-11-24,1.10\n")).hasSize(1);
    }

    @Test
    void a_file_that_is_not_there_is_named(@TempDir Path folder) {
        assertThatThrownBy(() -> EcbRates.readCsv(folder.resolve("none.csv"), ExchangeRates.DEFAULT_MAX_AGE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.csv");
    }

    private static NavigableMap<LocalDate, BigDecimal> quotes(String csv) {
        return EcbRates.readQuotes(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "ecb.csv");
    }
}
