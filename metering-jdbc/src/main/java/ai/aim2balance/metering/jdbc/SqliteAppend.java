package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.AppendResult.Refusal;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inserts a batch, or says which key it broke. Transactions are begun and ended by statements of ours, with the driver in
 * autocommit mode: SQLite ends a transaction by itself when its disk is full, and the driver, which does not notice, would
 * then commit the next batch row by row; and after its own commit it begins another one, whose error would hide that the
 * commit went well. Immutable.
 */
final class SqliteAppend {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteAppend.class);

    private final String insert;
    private final String find;

    SqliteAppend(Tables tables) {
        this.insert = "insert into " + tables.entry() + " (" + Columns.all() + ") values ("
                + String.join(", ", Collections.nCopies(Columns.count(), "?")) + ")";
        this.find = "select 1 from " + tables.entry() + " where tenant = ? and user_id = ? and seq = ?";
    }

    /** A transaction, which is on the disk when this returns. */
    AppendResult transaction(Connection connection, List<EntryRow> batch) throws SQLException {
        SqliteLimits.forceCommits(connection);
        execute(connection, "begin immediate");
        boolean committed = false;
        try {
            AppendResult result = insert(connection, batch);
            if (result.refusal() == null) {
                commit(connection);
                committed = true;
            }
            return result;
        } finally {
            if (!committed) {
                rollback(connection);
            }
        }
    }

    /** Inserts in the open transaction; of a refused batch nothing stays. */
    AppendResult open(Connection connection, List<EntryRow> batch) throws SQLException {
        execute(connection, "savepoint metering_batch");
        AppendResult result = insert(connection, batch);
        if (result.refusal() != null) {
            execute(connection, "rollback to metering_batch");
        }
        execute(connection, "release metering_batch");
        return result;
    }

    private AppendResult insert(Connection connection, List<EntryRow> batch) throws SQLException {
        try (PreparedStatement rows = connection.prepareStatement(insert)) {
            AccountId account = null;
            for (EntryRow row : batch) {
                if (!row.account().equals(account) && row.seq() > 1 && !has(connection, row, row.seq() - 1)) {
                    return AppendResult.refused(0, Refusal.PREDECESSOR, row.account());
                }
                account = row.account();
                bind(rows, row);
                try {
                    rows.executeUpdate();
                } catch (SQLException e) {
                    if (!SqliteErrors.isUnique(e)) {
                        throw e;
                    }
                    Refusal refusal = has(connection, row, row.seq()) ? Refusal.SEQ : Refusal.ID;
                    return AppendResult.refused(0, refusal, row.account());
                }
            }
        }
        return AppendResult.all(batch.size());
    }

    private boolean has(Connection connection, EntryRow row, long seq) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(find)) {
            statement.setString(1, row.account().tenant());
            statement.setString(2, row.account().user());
            statement.setLong(3, seq);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void bind(PreparedStatement statement, EntryRow row) throws SQLException {
        for (EntryColumn column : COLUMNS) {
            bind(statement, Columns.place(column), column.of(row));
        }
    }

    private static final List<EntryColumn> COLUMNS = Arrays.asList(EntryColumn.values());

    private static void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
        if (value instanceof String text) {
            statement.setString(place, text);
        } else if (value instanceof Long whole) {
            statement.setLong(place, whole);
        } else if (value instanceof BigDecimal decimal) {
            statement.setString(place, decimal.toString());
        } else if (value == null) {
            statement.setNull(place, Types.NULL);
        } else {
            throw new IllegalStateException("a value of " + value.getClass());
        }
    }

    private static void commit(Connection connection) throws SQLException {
        try {
            execute(connection, "commit");
        } catch (SQLException e) {
            throw SqliteErrors.during(e);
        }
    }

    private static void rollback(Connection connection) {
        try {
            execute(connection, "rollback");
        } catch (SQLException e) {
            LOG.debug("the transaction had ended by itself", e);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
