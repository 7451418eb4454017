package ai.aim2balance.metering.benchmarks.load;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The pattern of LibreChat: for the prompt and again for the completion, insert a row, read the balance, set it where it is
 * still what was read; ten attempts with growing delays, then the charge is given up. It knows no ids: a call that is sent
 * again is charged again. Delays as in LibreChat's {@code updateBalance}; no connection is held while a caller waits.
 */
final class CompareAndSetClient implements Client {
    /** Micro-credits of which a row tells, but which no balance was charged. */
    static final String LOST = "lostMicros";

    private static final String SET = "update balance set credits = ? where account = ? and credits = ?";
    private static final int ATTEMPTS = 10;
    private static final long FIRST_DELAY = 50;
    private static final long LONGEST_DELAY = 2_000;

    private final Engine engine;
    private final HikariDataSource pool;
    private final LongAdder retries = new LongAdder();
    private final LongAdder lost = new LongAdder();

    CompareAndSetClient(Engine engine, HikariDataSource pool) {
        this.engine = engine;
        this.pool = pool;
    }

    @Override
    public Answer spend(int account, String id) throws FailedCallException {
        leg(id, account, true, Call.PROMPT_VALUE);
        leg(id, account, false, Call.COMPLETION_VALUE);
        return new Answer(0, false);
    }

    private void leg(String id, int account, boolean prompt, long value) throws FailedCallException {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement(Tables.INSERT)) {
            Tables.set(insert, 1, id, account, prompt);
            insert.executeUpdate();
            makeDurable(connection);
        } catch (SQLException e) {
            throw new FailedCallException("the row", e);
        }
        charge(account, value);
    }

    private void charge(int account, long value) throws FailedCallException {
        long delay = FIRST_DELAY;
        SQLException last = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                if (set(account, value)) {
                    return;
                }
            } catch (SQLException e) {
                last = e;
            }
            if (attempt < ATTEMPTS) {
                retries.increment();
                sleep(delay + ThreadLocalRandom.current().nextLong(delay / 2 + 1));
                delay = Math.min(2 * delay, LONGEST_DELAY);
            }
        }
        lost.add(value);
        throw new FailedCallException("given up after " + ATTEMPTS + " attempts", last);
    }

    private boolean set(int account, long value) throws SQLException {
        Long credits = read(account);
        if (credits == null) {
            throw new SQLException("no such account: " + account);
        }
        try (Connection connection = pool.getConnection();
                PreparedStatement update = connection.prepareStatement(SET)) {
            update.setLong(1, Math.max(0, credits - value));
            update.setString(2, Call.user(account));
            update.setLong(3, credits);
            boolean done = update.executeUpdate() == 1;
            if (done) {
                makeDurable(connection);
            }
            return done;
        }
    }

    private @Nullable Long read(int account) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement select = connection.prepareStatement(Tables.READ)) {
            select.setString(1, Call.user(account));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? (Long) row.getLong(1) : null;
            }
        }
    }

    private void makeDurable(Connection connection) throws SQLException {
        if (engine.afterCommit != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(engine.afterCommit);
            }
        }
    }

    private static void sleep(long millis) throws FailedCallException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedCallException("interrupted", e);
        }
    }

    @Override
    public boolean isIdempotent() {
        return false;
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of("retries", retries.sum(), LOST, lost.sum());
    }

    @Override
    public void close() {
        pool.close();
    }
}
