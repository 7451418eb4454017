package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.LogPosition;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Questions for usage, each as one statement. Immutable and thread-safe. */
final class UsageStatements {
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final Tables tables;
    private final Dialect dialect;

    UsageStatements(Tables tables, Dialect dialect) {
        this.tables = tables;
        this.dialect = dialect;
    }

    /** Sums: first the groups in the order of their constants, then the bucket where there is one, then {@link SumRow}. */
    Sql aggregate(UsageQuery query) {
        List<String> groups = new ArrayList<>();
        query.groupBy().stream().sorted().forEach(dimension -> groups.add(Columns.sql(dimension.column())));
        if (query.bucket() != null) {
            groups.add(bucket(query.bucket().toSeconds() * MICROS_PER_SECOND));
        }
        List<String> selected = new ArrayList<>(groups);
        selected.add("count(*)");
        EntryColumn.amounts().forEach(column -> selected.add(dialect.sum(column)));
        Sql sql = Sql.of("select " + String.join(", ", selected) + " from " + tables.entry());
        where(sql, query);
        // Without groups there is a row even where there is no entry.
        return groups.isEmpty() ? sql.add(" having count(*) > 0") : sql.add(" group by " + places(groups.size()));
    }

    /** Entries. */
    Sql log(UsageQuery query) {
        Sql sql = Sql.of("select " + Columns.all() + " from " + tables.entry());
        where(sql, query);
        List<String> place = List.of("occurred_at", "tenant", "user_id", "seq");
        LogPosition after = query.after();
        if (after != null) {
            sql.add(" and (" + String.join(", ", place) + ") " + (query.isNewestFirst() ? "<" : ">") + " (")
                    .value(Micros.bound(after.occurredAt()))
                    .add(", ")
                    .value(after.account().tenant())
                    .add(", ")
                    .value(after.account().user())
                    .add(", ")
                    .value(after.seq())
                    .add(")");
        }
        String direction = query.isNewestFirst() ? " desc" : "";
        return sql.add(" order by " + String.join(direction + ", ", place) + direction + " limit ")
                .value((long) query.limit())
                .add(" offset ")
                .value((long) query.offset());
    }

    private void where(Sql sql, UsageQuery query) {
        sql.add(" where requests is not null");
        if (query.scope().tenant() != null) {
            sql.add(" and tenant = ").value(query.scope().tenant());
        }
        if (query.scope().user() != null) {
            sql.add(" and user_id = ").value(query.scope().user());
        }
        if (query.from() != null) {
            sql.add(" and occurred_at >= ").value(Micros.ceiling(query.from()));
        }
        if (query.to() != null) {
            sql.add(" and occurred_at < ").value(Micros.ceiling(query.to()));
        }
        if (query.asOf() != null) {
            sql.add(" and recorded_at <= ").value(Micros.bound(query.asOf()));
        }
        for (Map.Entry<Dimension, Set<String>> filter : query.filters().entrySet()) {
            sql.add(" and " + Columns.sql(filter.getKey().column())).in(filter.getValue());
        }
        if (query.search() != null) {
            String separator = " and (";
            for (Dimension dimension : Dimension.searched()) {
                sql.add(separator).add(dialect.contains(Columns.sql(dimension.column()), query.search()));
                separator = " or ";
            }
            sql.add(")");
        }
    }

    /** Where a span of time begins, rounded down before 1970 too. */
    private static String bucket(long width) {
        return "occurred_at - ((occurred_at % " + width + ") + " + width + ") % " + width;
    }

    private static String places(int count) {
        StringBuilder places = new StringBuilder("1");
        for (int i = 2; i <= count; i++) {
            places.append(", ").append(i);
        }
        return places.toString();
    }
}
