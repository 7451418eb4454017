package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.analytics.UsageSums;
import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.Micros;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads rows of sums. Used by one thread. */
final class SumRow {
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
        return UsageSums.of(row.getLong(first), this::sum);
    }

    private BigDecimal sum(EntryColumn column) throws SQLException {
        return dialect.readSum(row, first + 1 + EntryColumn.amounts().indexOf(column));
    }
}
