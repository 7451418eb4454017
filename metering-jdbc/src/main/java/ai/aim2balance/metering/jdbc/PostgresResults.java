package ai.aim2balance.metering.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Results of statements that are sent together. */
final class PostgresResults {
    private PostgresResults() {}

    /** Reads the rows of the last statement. */
    static <T> T last(Connection connection, Sql sql, Dialect.Reading<T> reading) throws SQLException {
        try (PreparedStatement statement = sql.prepare(connection)) {
            boolean rows = statement.execute();
            ResultSet last = null;
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    last = statement.getResultSet();
                }
                rows = statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
            }
            if (last == null) {
                throw new SQLException("no rows from " + sql);
            }
            try (ResultSet read = last) {
                return reading.of(read);
            }
        }
    }

    /** How many rows the statement that inserts did insert. */
    static int inserted(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement statement = sql.prepare(connection)) {
            int inserted = 0;
            boolean rows = statement.execute();
            while (rows || statement.getUpdateCount() >= 0) {
                if (!rows) {
                    inserted += statement.getUpdateCount();
                }
                rows = statement.getMoreResults();
            }
            return inserted;
        }
    }
}
