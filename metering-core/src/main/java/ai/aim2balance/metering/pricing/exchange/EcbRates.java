package ai.aim2balance.metering.pricing.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.NavigableMap;

/**
 * Reads the euro foreign exchange reference rates of the European Central Bank from the CSV files it publishes: {@code
 * eurofxref.csv} of one day and {@code eurofxref-hist.csv} since 1999. You fetch and unzip the file; nothing here asks
 * a network. Stateless and thread-safe.
 */
public final class EcbRates {
    /** What quotes of these files name as their source. */
    public static final String SOURCE = "ECB euro foreign exchange reference rates";

    private EcbRates() {}

    /**
     * Reads a file as rates by date.
     *
     * @param csv an unzipped file in either form
     * @param maxAge a quote that is older, in days, is given as overdue; not negative
     * @return the rates, as {@link ExchangeRates#table} gives them
     * @throws ai.aim2balance.metering.InvalidInputException if the file cannot be understood; the message names file,
     *     line and column
     * @throws UncheckedIOException if the file cannot be read
     */
    public static ExchangeRates readCsv(Path csv, Duration maxAge) {
        try (InputStream in = Files.newInputStream(csv)) {
            return readCsv(in, String.valueOf(csv.getFileName()), maxAge);
        } catch (IOException e) {
            throw new UncheckedIOException("exchange rates " + csv + " cannot be read: " + e, e);
        }
    }

    /**
     * Reads a stream as rates by date.
     *
     * @param csv an unzipped file in either form; not closed
     * @param name what the file is called in errors
     * @param maxAge a quote that is older, in days, is given as overdue; not negative
     * @return the rates, as {@link ExchangeRates#table} gives them
     * @throws ai.aim2balance.metering.InvalidInputException if the file cannot be understood; the message names file,
     *     line and column
     * @throws UncheckedIOException if the stream cannot be read
     */
    public static ExchangeRates readCsv(InputStream csv, String name, Duration maxAge) {
        return ExchangeRates.table(readQuotes(csv, name), SOURCE, maxAge);
    }

    /**
     * Reads the quotes of a stream, such as to add a day's file to a history.
     *
     * @param csv an unzipped file in either form; not closed
     * @param name what the file is called in errors
     * @return dollars for one euro by date; a new map, not empty. Days without a rate for the dollar are left out
     * @throws ai.aim2balance.metering.InvalidInputException if the file cannot be understood; the message names file,
     *     line and column
     * @throws UncheckedIOException if the stream cannot be read
     */
    public static NavigableMap<LocalDate, BigDecimal> readQuotes(InputStream csv, String name) {
        return new EcbCsv(name).read(csv);
    }
}
