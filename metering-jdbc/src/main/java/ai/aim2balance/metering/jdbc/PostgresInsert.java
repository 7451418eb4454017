package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.EntryRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The statement that inserts a batch, unless the predecessor of one of its accounts is missing. Its text is the same for
 * every size above one, so that it is planned once for a connection; a lone row has a plainer one, for a third less of the
 * server's time. Immutable.
 */
final class PostgresInsert {
    /**
     * Whole numbers are sent in one array for all of them: an array for each column would make most of what a statement
     * costs. It has no nulls, or its places could not be computed.
     */
    private static final List<EntryColumn> LONGS = of(column -> column.type() == EntryColumn.Type.LONG);

    private static final List<EntryColumn> OTHERS = of(column -> column.type() != EntryColumn.Type.LONG);
    private static final String INSERTED = Columns.sql(OTHERS) + ", " + Columns.sql(LONGS);
    private static final String SELECTED = Columns.sql(OTHERS) + ", "
            + LONGS.stream().map(PostgresInsert::taken).collect(Collectors.joining(", "));

    /** Neither a number of an entry nor a time that an entry can have. */
    private static final long NULL = Long.MIN_VALUE;

    private static final String NULL_IN_SQL = "(-9223372036854775807 - 1)";

    private static final String ONE = "insert into %s (" + Columns.all() + ", arrival_tx, arrival_n) select "
            + Arrays.stream(EntryColumn.values()).map(PostgresInsert::cast).collect(Collectors.joining(", "))
            + ", txid_current() + (select max(arrival_offset) from %s), 1";

    private final String one;
    private final String before;
    private final String insert;
    private final String predecessor;

    PostgresInsert(Tables tables) {
        this.one = String.format(Locale.ROOT, ONE, tables.entry(), tables.schema());
        this.before = " where (select seq from " + tables.entry() + " where tenant = ";
        this.insert = "insert into " + tables.entry() + " (" + INSERTED + ", arrival_tx, arrival_n) select " + SELECTED
                + ", txid_current() + (select max(arrival_offset) from " + tables.schema() + "), n from unnest(";
        this.predecessor = ") as f(t, u, s) cross join lateral (select seq from " + tables.entry()
                + " where tenant = f.t and user_id = f.u and seq <= f.s order by seq desc limit 1) p where p.seq = f.s) = ";
    }

    private static List<EntryColumn> of(Predicate<EntryColumn> which) {
        return Arrays.stream(EntryColumn.values()).filter(which).toList();
    }

    private static String cast(EntryColumn column) {
        return switch (column.type()) {
            case TEXT -> "?::text";
            case LONG -> "?::int8";
            case DECIMAL -> "?::numeric";
        };
    }

    Sql of(List<EntryRow> batch) {
        return batch.size() == 1 ? one(batch.get(0)) : many(batch);
    }

    private Sql one(EntryRow row) {
        Sql sql = Sql.of(one);
        for (EntryColumn column : EntryColumn.values()) {
            sql.with(column.of(row));
        }
        if (row.seq() > 1) {
            sql.add(before)
                    .value(row.account().tenant())
                    .add(" and user_id = ")
                    .value(row.account().user())
                    .add(" and seq <= ")
                    .value(row.seq() - 1)
                    .add(" order by seq desc limit 1) = ")
                    .value(row.seq() - 1);
        }
        return sql;
    }

    private Sql many(List<EntryRow> batch) {
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
