package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.entry.EntryColumn;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The columns of the table of entries, which are {@link EntryColumn}s in their order. */
final class Columns {
    private static final String ALL = sql(List.of(EntryColumn.values()));

    private Columns() {}

    static String sql(EntryColumn column) {
        return column.name().toLowerCase(Locale.ROOT);
    }

    static String sql(Collection<EntryColumn> columns) {
        return columns.stream().map(Columns::sql).collect(Collectors.joining(", "));
    }

    /** Its place in a row that was read: 1 for the first. */
    @SuppressWarnings("EnumOrdinal") // the order of the constants is the order of the columns
    static int place(EntryColumn column) {
        return column.ordinal() + 1;
    }

    /** All columns, as they stand in a statement. */
    static String all() {
        return ALL;
    }

    static int count() {
        return EntryColumn.values().length;
    }
}
