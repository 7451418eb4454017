package ai.aim2balance.metering.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Usage in a range by the values of a dimension. The rows add up to the total exactly, and the total is what a summary of
 * the same entries says. Immutable and thread-safe.
 *
 * @param range the range
 * @param by the dimension
 * @param split the dimension by which each row is divided, or null
 * @param total the sums of all entries in the range
 * @param rows the most expensive first, then by name; the row for the rest last; empty where there is no entry
 * @param asOf when the question was asked, or the instant to which it was pinned
 */
public record UsageBreakdown(
        TimeRange range, Dimension by, @Nullable Dimension split, UsageSums total, List<Row> rows, Instant asOf) {
    /** How many values have a row of their own unless asked otherwise. */
    public static final int DEFAULT_LIMIT = 20;

    /** How many values can have a row of their own. */
    public static final int HIGHEST_LIMIT = 100;

    /** Copies the rows. */
    public UsageBreakdown {
        rows = List.copyOf(rows);
    }

    /** What a row stands for. A value that is called "other" or "none" is still a value. */
    public enum Kind {
        /** One value. */
        VALUE,
        /** The entries that have no value. */
        NONE,
        /** All values without a row of their own. */
        OTHER;

        /**
         * The kind's name in interfaces.
         *
         * @return such as {@code value}
         */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The entries with one value, without one, or with one of the rest.
     *
     * <p>Shares are percentages with two decimals and add up to exactly 100.00 over the rows of a breakdown, or of a
     * row's parts (largest remainder). A row with a negative amount, from which more was taken back than was used in the
     * range, has 0.00, and the others share 100.00; where the whole is not above zero, all have 0.00.
     *
     * @param name the value; null unless the row stands for one
     * @param kind what the row stands for
     * @param sums what its entries add up to
     * @param tokenShare its share of all tokens, 0.00 to 100.00
     * @param costShare its share of the whole cost, 0.00 to 100.00
     * @param parts the row by the dimension of the split, in the same order; empty without a split. They add up to the row
     */
    public record Row(
            @Nullable String name,
            Kind kind,
            UsageSums sums,
            BigDecimal tokenShare,
            BigDecimal costShare,
            List<Row> parts) {
        /** Copies the parts. */
        public Row {
            parts = List.copyOf(parts);
        }
    }

    /** Rows of what a source summed, each by its split. */
    static List<Row> rows(List<UsageRow> sums, Dimension by, @Nullable Dimension split, int most) {
        List<Ranked> ranked = Ranked.of(sums, by, most);
        List<BigDecimal> tokens = Shares.of(
                ranked.stream().map(one -> new BigDecimal(one.sums().tokens())).toList());
        List<BigDecimal> cost =
                Shares.of(ranked.stream().map(one -> one.sums().costEur()).toList());
        return IntStream.range(0, ranked.size())
                .mapToObj(i -> {
                    Ranked one = ranked.get(i);
                    List<Row> parts = split == null ? List.of() : rows(one.rows(), split, null, most);
                    return new Row(one.name(), one.kind(), one.sums(), tokens.get(i), cost.get(i), parts);
                })
                .toList();
    }
}
