package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.AppendResult;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Inserts a batch with one statement whose text is the same for every size, or says which key it broke. Immutable. */
final class PostgresAppend {
    /**
     * Whole numbers are sent in one array for all of them: an array for each column would make most of what a statement
     * costs. It has no nulls, or its places could not be computed.
     */
    private static final List<EntryColumn> LONGS = of(column -> column.type() == EntryColumn.Type.LONG);

    private static final List<EntryColumn> OTHERS = of(column -> column.type() != EntryColumn.Type.LONG);
    private static final String INSERTED = Columns.sql(OTHERS) + ", " + Columns.sql(LONGS);
    private static final String SELECTED = Columns.sql(OTHERS) + ", "
            + LONGS.stream().map(PostgresAppend::taken).collect(Collectors.joining(", "));

    /** Neither a number of an entry nor a time that an entry can have. */
    private static final long NULL = Long.MIN_VALUE;

    private static final String NULL_IN_SQL = "(-9223372036854775807 - 1)";

    private final String insert;
    private final String predecessor;
    private final PostgresLocks locks;
    private final Duration limit;
    private final Refusals refusals;

    PostgresAppend(Tables tables, PostgresLocks locks, Duration limit) {
        this.insert = "insert into " + tables.entry() + " (" + INSERTED + ", arrival_tx, arrival_n) select " + SELECTED
                + ", txid_current() + (select max(arrival_offset) from " + tables.schema() + "), n from unnest(";
        this.predecessor = ") as f(t, u, s) cross join lateral (select seq from " + tables.entry()
                + " where tenant = f.t and user_id = f.u and seq <= f.s order by seq desc limit 1) p where p.seq = f.s) = ";
        this.locks = locks;
        this.limit = limit;
        this.refusals = new Refusals(tables);
    }

    private static List<EntryColumn> of(Predicate<EntryColumn> which) {
        return Arrays.stream(EntryColumn.values()).filter(which).toList();
    }

    /** Keeps out of the way of those who have an account alone, for a while. One round trip. */
    AppendResult courteous(Connection connection, List<EntryRow> batch) throws SQLException {
        List<AccountId> accounts =
                batch.stream().map(EntryRow::account).distinct().toList();
        try {
            return insert(
                    connection,
                    locks.settingsByKey(limit, Dialect.COURTESY)
                            .add("; ")
                            .add(locks.shared(accounts))
                            .add("; ")
                            .add(insert(batch)),
                    batch);
        } catch (SQLException e) {
            if (!PostgresLocks.waitedTooLong(e)) {
                throw e;
            }
            return insert(
                    connection,
                    locks.settingsByKey(limit, Duration.ZERO).add("; ").add(insert(batch)),
                    batch);
        }
    }

    /** Inserts in the open transaction, which has its settings and locks, and ends it. One round trip. */
    AppendResult andCommit(Connection connection, List<EntryRow> batch) throws SQLException {
        return insert(connection, insert(batch).add("; commit"), batch);
    }

    /** Inserts in the open transaction and leaves it open. */
    AppendResult open(Connection connection, List<EntryRow> batch) throws SQLException {
        return insert(connection, insert(batch), batch);
    }

    private AppendResult insert(Connection connection, Sql sql, List<EntryRow> batch) throws SQLException {
        try {
            int inserted = PostgresResults.inserted(connection, sql);
            return inserted == batch.size()
                    ? AppendResult.all(inserted)
                    : AppendResult.refused(0, AppendResult.Refusal.PREDECESSOR);
        } catch (SQLException e) {
            return AppendResult.refused(0, refusals.of(e));
        }
    }

    private Sql insert(List<EntryRow> batch) {
        Sql sql = Sql.of(insert);
        String separator = "";
        for (EntryColumn column : OTHERS) {
            Object[] values = batch.stream()
                    .map(column::of)
                    .toArray(size -> column.type() == EntryColumn.Type.TEXT ? new String[size] : new BigDecimal[size]);
            sql.add(separator).array(column.type() == EntryColumn.Type.TEXT ? "text" : "numeric", values);
            separator = ", ";
        }
        sql.add(") with ordinality as i(" + Columns.sql(OTHERS) + ", n), (select ")
                .longs(longs(batch))
                .add(" as w) l where ");
        return predecessors(sql, batch);
    }

    /** The whole numbers of all rows, row by row. */
    private static long[] longs(List<EntryRow> batch) {
        long[] all = new long[batch.size() * LONGS.size()];
        int place = 0;
        for (EntryRow row : batch) {
            for (EntryColumn column : LONGS) {
                Object value = column.of(row);
                all[place++] = value == null ? NULL : (long) value;
            }
        }
        return all;
    }

    /** A whole number of the row, taken out of the one array. */
    private static String taken(EntryColumn column) {
        String value = "w[(n - 1) * " + LONGS.size() + " + " + (LONGS.indexOf(column) + 1) + "]";
        if (column == EntryColumn.REFERS_TO || column == EntryColumn.DUE_AT) {
            return "nullif(" + value + ", " + NULL_IN_SQL + ")";
        }
        return column.compareTo(EntryColumn.REQUESTS) < 0
                ? value
                : "case when provider is not null then " + value + " end";
    }

    /**
     * A condition: every account's first entry has one before it. Searched for one by one, whatever the table's size, and
     * as the last up to a number: asked for the number itself, a server that has not counted the table yet takes the other
     * key, and reads the whole chain.
     */
    private Sql predecessors(Sql sql, List<EntryRow> batch) {
        List<EntryRow> firsts = new ArrayList<>();
        AccountId account = null;
        for (EntryRow row : batch) {
            if (!row.account().equals(account) && row.seq() > 1) {
                firsts.add(row);
            }
            account = row.account();
        }
        return sql.add("(select count(*) from unnest(")
                .array(
                        "text",
                        firsts.stream().map(row -> row.account().tenant()).toArray(String[]::new))
                .add(", ")
                .array("text", firsts.stream().map(row -> row.account().user()).toArray(String[]::new))
                .add(", ")
                .array("int8", firsts.stream().map(row -> row.seq() - 1).toArray(Long[]::new))
                .add(predecessor)
                .value((long) firsts.size());
    }
}
