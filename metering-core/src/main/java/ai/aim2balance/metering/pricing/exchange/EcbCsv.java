package ai.aim2balance.metering.pricing.exchange;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The two CSV forms of the ECB: they differ in how they write the date and in blanks, not in their columns. */
final class EcbCsv {
    /** All days since 1999 with every currency are 2.5 MB. */
    private static final int LONGEST = 16 << 20;

    private static final Pattern RATE = Pattern.compile("\\d{1,9}(\\.\\d{1,12})?");
    private static final DateTimeFormatter DAILY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);

    private final String name;
    private final NavigableMap<LocalDate, BigDecimal> quotes = new TreeMap<>();

    EcbCsv(String name) {
        this.name = name;
    }

    NavigableMap<LocalDate, BigDecimal> read(InputStream csv) {
        List<String> lines = text(csv).lines().toList();
        CsvLine header = new CsvLine(lines.isEmpty() ? "" : lines.get(0));
        if (!header.cell(0).equals("Date")) {
            throw error(1, header.column(0), header.cell(0), "Date, and currency codes after it");
        }
        int usd = header.cells().indexOf("USD");
        if (usd < 0) {
            throw error(1, 1, header.cell(1), "a column USD");
        }
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                row(new CsvLine(lines.get(i)), i + 1, usd);
            }
        }
        if (quotes.isEmpty()) {
            throw error(Math.max(lines.size(), 1), 1, "no rate of USD", "one line or more with a date and a rate");
        }
        return quotes;
    }

    private String text(InputStream csv) {
        byte[] bytes;
        try {
            bytes = csv.readNBytes(LONGEST + 1);
        } catch (IOException e) {
            throw new UncheckedIOException("exchange rates " + name + " cannot be read: " + e, e);
        }
        if (bytes.length > LONGEST) {
            throw new InvalidInputException(name, "more than " + LONGEST + " bytes", "a file of the ECB");
        }
        if (bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K') {
            throw error(1, 1, "a ZIP archive", "the CSV file inside it");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private void row(CsvLine line, int number, int usd) {
        LocalDate date = date(line.cell(0));
        if (date == null) {
            throw error(number, line.column(0), line.cell(0), "a date such as 2026-11-24 or 24 November 2026");
        }
        if (line.cells().size() <= usd) {
            throw error(number, line.column(line.cells().size()) - 1, "missing", "a rate of USD, or N/A");
        }
        String cell = line.cell(usd);
        if (cell.isEmpty() || cell.equals("N/A")) {
            return;
        }
        if (!RATE.matcher(cell).matches()) {
            throw error(number, line.column(usd), cell, "a rate of USD such as 1.0832, or N/A");
        }
        BigDecimal rate = new BigDecimal(cell);
        try {
            ExchangeQuote unused = new ExchangeQuote(rate, Direction.USD_PER_EUR, date, EcbRates.SOURCE, false);
        } catch (InvalidInputException e) {
            throw error(number, line.column(usd), cell, "a rate of USD of " + e.allowed());
        }
        BigDecimal other = quotes.put(date, rate);
        if (other != null && other.compareTo(rate) != 0) {
            throw error(number, line.column(0), line.cell(0), "each date once; another line says " + other);
        }
    }

    private static @Nullable LocalDate date(String cell) {
        try {
            return cell.contains("-") ? LocalDate.parse(cell) : LocalDate.parse(cell, DAILY);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private InvalidInputException error(int line, int column, String value, String allowed) {
        return new InvalidInputException(
                name + ", line " + line + ", column " + column, value.isEmpty() ? "empty" : value, allowed);
    }
}
