package ai.aim2balance.metering.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/** The time limit of what is done on one connection, which SQLite itself asks for between its steps. */
final class SqliteLimits extends ProgressHandler {
    /** Steps of SQLite's machine between two looks at the clock: less than a millisecond. */
    private static final int STEPS = 20_000;

    private static final int FULL = 2;

    private final long deadline;

    private SqliteLimits(long deadline) {
        this.deadline = deadline;
    }

    /** What is done within a limit. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    static <T> T within(Connection connection, Duration limit, Work<T> work) throws SQLException {
        SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
        int busy = sqlite.getBusyTimeout();
        sqlite.setBusyTimeout((int) limit.toMillis());
        ProgressHandler.setHandler(sqlite, STEPS, new SqliteLimits(System.nanoTime() + limit.toNanos()));
        try {
            return work.run();
        } catch (SQLException e) {
            throw SqliteErrors.before(e);
        } finally {
            ProgressHandler.clearHandler(sqlite);
            sqlite.setBusyTimeout(busy);
        }
    }

    @Override
    protected int progress() {
        return System.nanoTime() - deadline > 0 ? 1 : 0;
    }

    /** Each connection has this setting for itself, and a pool may have others than the one that was checked. */
    static void forceCommits(Connection connection) throws SQLException {
        if (Integer.parseInt(pragma(connection, "synchronous")) < FULL) {
            try (PreparedStatement statement = connection.prepareStatement("pragma synchronous = full")) {
                statement.execute();
            }
        }
    }

    static String pragma(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("pragma " + name);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
