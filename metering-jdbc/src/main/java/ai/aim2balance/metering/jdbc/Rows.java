package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.MeteringStoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes entries of rows that have {@link Columns#all()}. */
final class Rows {
    private Rows() {}

    static List<Entry> read(ResultSet rows) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        while (rows.next()) {
            entries.add(entry(rows));
        }
        return entries;
    }

    static Entry entry(ResultSet row) throws SQLException {
        try {
            return EntryRow.read(column -> value(row, column)).entry();
        } catch (InvalidInputException e) {
            throw new MeteringStoreException(
                    MeteringStoreException.Outcome.REJECTED,
                    "entry " + value(row, EntryColumn.SEQ) + " of user " + value(row, EntryColumn.USER_ID)
                            + " of tenant " + value(row, EntryColumn.TENANT) + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static @Nullable Object value(ResultSet row, EntryColumn column) throws SQLException {
        int place = Columns.place(column);
        return switch (column.type()) {
            case TEXT -> row.getString(place);
            case DECIMAL -> row.getBigDecimal(place);
            case LONG -> whole(row, place);
        };
    }

    private static @Nullable Long whole(ResultSet row, int place) throws SQLException {
        long value = row.getLong(place);
        return row.wasNull() ? null : (Long) value;
    }
}
