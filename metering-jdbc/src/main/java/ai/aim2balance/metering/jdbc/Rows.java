package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.entry.Spread;
import ai.aim2balance.metering.entry.UsageAmounts;
import ai.aim2balance.metering.store.MeteringStoreException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes entries of rows that have {@link Column#all()}. */
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
        String provider = text(row, Column.PROVIDER);
        EntryRow read = new EntryRow(
                new AccountId(given(row, Column.TENANT), given(row, Column.USER_ID)),
                whole(row, Column.SEQ),
                given(row, Column.POSTING_ID),
                given(row, Column.KIND),
                wholeOrNull(row, Column.REFERS_TO),
                time(row, Column.OCCURRED_AT),
                time(row, Column.RECORDED_AT),
                whole(row, Column.CREDITS_DELTA),
                whole(row, Column.RESERVED_DELTA),
                timeOrNull(row, Column.DUE_AT),
                given(row, Column.FINGERPRINT),
                (int) whole(row, Column.FORMAT_VERSION),
                provider == null
                        ? null
                        : new EntryRow.Names(
                                provider,
                                text(row, Column.MODEL),
                                text(row, Column.ENDPOINT),
                                text(row, Column.REQUEST_TYPE),
                                text(row, Column.PROJECT),
                                text(row, Column.CONVERSATION_ID)),
                provider == null ? null : amounts(row),
                given(row, Column.FACTS));
        try {
            return read.entry();
        } catch (InvalidInputException e) {
            throw new MeteringStoreException(
                    MeteringStoreException.Outcome.REJECTED,
                    "entry " + read.seq() + " of " + read.account() + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static UsageAmounts amounts(ResultSet row) throws SQLException {
        BigDecimal area = row.getBigDecimal(Column.M2_RESTORED.place());
        return new UsageAmounts(
                whole(row, Column.REQUESTS),
                whole(row, Column.INPUT_TOKENS),
                whole(row, Column.OUTPUT_TOKENS),
                whole(row, Column.CACHE_READ_TOKENS),
                whole(row, Column.CACHE_WRITE_TOKENS),
                whole(row, Column.REASONING_TOKENS),
                whole(row, Column.LIST_USD),
                whole(row, Column.LIST_EUR),
                whole(row, Column.MARGIN_EUR),
                whole(row, Column.FEE_EUR),
                whole(row, Column.COST_EUR),
                whole(row, Column.DONATED_EUR),
                whole(row, Column.CREDITS),
                area,
                spread(row, Column.KWH_LOW, Column.KWH_LIKELY, Column.KWH_HIGH),
                spread(row, Column.WATER_LOW, Column.WATER_LIKELY, Column.WATER_HIGH),
                spread(row, Column.CO2E_LOW, Column.CO2E_LIKELY, Column.CO2E_HIGH),
                whole(row, Column.UNPRICED_REQUESTS),
                whole(row, Column.FALLBACK_REQUESTS));
    }

    private static Spread spread(ResultSet row, Column low, Column likely, Column high) throws SQLException {
        return new Spread(whole(row, low), whole(row, likely), whole(row, high));
    }

    private static String given(ResultSet row, Column column) throws SQLException {
        String value = row.getString(column.place());
        if (value == null) {
            throw new SQLException("column " + column.sql() + " is null");
        }
        return value;
    }

    private static @Nullable String text(ResultSet row, Column column) throws SQLException {
        return row.getString(column.place());
    }

    private static long whole(ResultSet row, Column column) throws SQLException {
        return row.getLong(column.place());
    }

    private static @Nullable Long wholeOrNull(ResultSet row, Column column) throws SQLException {
        long value = row.getLong(column.place());
        return row.wasNull() ? null : (Long) value;
    }

    private static Instant time(ResultSet row, Column column) throws SQLException {
        return Micros.instant(whole(row, column));
    }

    private static @Nullable Instant timeOrNull(ResultSet row, Column column) throws SQLException {
        Long micros = wholeOrNull(row, column);
        return micros == null ? null : Micros.instant(micros);
    }
}
