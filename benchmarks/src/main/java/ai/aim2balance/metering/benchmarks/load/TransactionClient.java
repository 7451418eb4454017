package ai.aim2balance.metering.benchmarks.load;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * One transaction for each call: both rows in one statement, a conditional update of the balance, commit. The call's id is
 * unique, so a call that is sent again changes nothing.
 */
final class TransactionClient implements Client {
    private static final String INSERT_BOTH = Tables.INSERT + ", (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final int COLUMNS = 10;
    private static final String TAKE = "update balance set credits = credits - ? where account = ? and credits >= ?";

    private final Engine engine;
    private final HikariDataSource pool;
    private final LongAdder repeated = new LongAdder();

    TransactionClient(Engine engine, HikariDataSource pool) {
        this.engine = engine;
        this.pool = pool;
    }

    @Override
    public Answer spend(int account, String id) throws FailedCallException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            boolean isNew = book(connection, account, id);
            connection.setAutoCommit(true);
            return new Answer(0, !isNew);
        } catch (SQLException e) {
            throw new FailedCallException("not booked", e);
        }
    }

    private boolean book(Connection connection, int account, String id) throws SQLException {
        long value = Call.PROMPT_VALUE + Call.COMPLETION_VALUE;
        try (PreparedStatement insert = connection.prepareStatement(INSERT_BOTH);
                PreparedStatement take = connection.prepareStatement(TAKE)) {
            Tables.set(insert, 1, id, account, true);
            Tables.set(insert, 1 + COLUMNS, id, account, false);
            insert.executeUpdate();
            take.setLong(1, value);
            take.setString(2, Call.user(account));
            take.setLong(3, value);
            if (take.executeUpdate() != 1) {
                throw new SQLException("no credits");
            }
            connection.commit();
            if (engine.afterCommit != null) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(engine.afterCommit);
                }
            }
            return true;
        } catch (SQLException e) {
            connection.rollback();
            if (isDuplicate(e)) {
                repeated.increment();
                return false;
            }
            throw e;
        }
    }

    /** SQLite has no SQL states: 1555 is its extended code of a primary key. */
    private static boolean isDuplicate(SQLException e) {
        String state = e.getSQLState();
        return (state != null && state.startsWith("23"))
                || String.valueOf(e.getMessage()).contains("SQLITE_CONSTRAINT");
    }

    @Override
    public boolean isIdempotent() {
        return true;
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of("repeated", repeated.sum());
    }

    @Override
    public void close() {
        pool.close();
    }
}
