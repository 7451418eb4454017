package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.analytics.UsageSums;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads rows of sums. Used by one thread. */
final class SumRow {
    /** What is summed: every amount, in the order of the columns. */
    static final List<Column> COLUMNS = List.copyOf(EnumSet.range(Column.REQUESTS, Column.M2_RESTORED));

    private static final int PICO = 12;
    private static final int MICRO = 6;

    private final ResultSet row;
    private final Dialect dialect;
    private final int first;

    private SumRow(ResultSet row, Dialect dialect, int first) {
        this.row = row;
        this.dialect = dialect;
        this.first = first;
    }

    static List<UsageRow> read(ResultSet rows, Dialect dialect, UsageQuery query) throws SQLException {
        List<Dimension> groups = query.groupBy().stream().sorted().toList();
        int behind = groups.size() + (query.bucket() == null ? 0 : 1);
        SumRow sums = new SumRow(rows, dialect, behind + 1);
        List<UsageRow> read = new ArrayList<>();
        while (rows.next()) {
            Map<Dimension, @Nullable String> values = new EnumMap<>(Dimension.class);
            for (int i = 0; i < groups.size(); i++) {
                values.put(groups.get(i), rows.getString(i + 1));
            }
            Instant bucket = query.bucket() == null ? null : Micros.instant(rows.getLong(behind));
            read.add(new UsageRow(values, bucket, sums.sums()));
        }
        return read;
    }

    private UsageSums sums() throws SQLException {
        return new UsageSums(
                row.getLong(first),
                whole(Column.REQUESTS),
                whole(Column.INPUT_TOKENS),
                whole(Column.OUTPUT_TOKENS),
                whole(Column.CACHE_READ_TOKENS),
                whole(Column.CACHE_WRITE_TOKENS),
                whole(Column.REASONING_TOKENS),
                scaled(Column.LIST_USD, PICO),
                scaled(Column.LIST_EUR, PICO),
                scaled(Column.MARGIN_EUR, PICO),
                scaled(Column.FEE_EUR, PICO),
                scaled(Column.COST_EUR, PICO),
                scaled(Column.DONATED_EUR, PICO),
                scaled(Column.CREDITS, MICRO),
                sum(Column.M2_RESTORED),
                estimate(Column.KWH_LOW, Column.KWH_LIKELY, Column.KWH_HIGH),
                estimate(Column.WATER_LOW, Column.WATER_LIKELY, Column.WATER_HIGH),
                estimate(Column.CO2E_LOW, Column.CO2E_LIKELY, Column.CO2E_HIGH),
                whole(Column.UNPRICED_REQUESTS),
                whole(Column.FALLBACK_REQUESTS));
    }

    private UsageSums.Estimate estimate(Column low, Column likely, Column high) throws SQLException {
        return new UsageSums.Estimate(scaled(low, PICO), scaled(likely, PICO), scaled(high, PICO));
    }

    private BigInteger whole(Column column) throws SQLException {
        return sum(column).toBigIntegerExact();
    }

    private BigDecimal scaled(Column column, int scale) throws SQLException {
        return new BigDecimal(whole(column), scale);
    }

    private BigDecimal sum(Column column) throws SQLException {
        return dialect.readSum(row, first + 1 + COLUMNS.indexOf(column));
    }
}
