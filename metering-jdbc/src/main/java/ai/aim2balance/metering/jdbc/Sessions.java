package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import ai.aim2balance.metering.store.StoreThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Borrows a connection for one piece of work, as the store needs it, and gives it back as it was. Thread-safe.
 */
final class Sessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    /** How much later than the database a client's own limits end a statement. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private static final int LEDGER_THREADS = 16;
    private static final int QUERY_THREADS = 8;

    private final DataSource source;
    private final Dialect dialect;
    private final Duration timeLimit;
    private final Duration queryTimeLimit;
    private final StoreThreads ledger;
    private final StoreThreads queries;
    private volatile boolean closed;

    Sessions(DataSource source, Dialect dialect, JdbcOptions options) {
        this.source = source;
        this.dialect = dialect;
        this.timeLimit = options.timeLimit();
        this.queryTimeLimit = options.queryTimeLimit();
        this.ledger = new StoreThreads("metering-jdbc", Math.max(LEDGER_THREADS, options.lanes() * 2));
        this.queries = new StoreThreads("metering-jdbc-query", QUERY_THREADS);
    }

    /** What is done on a connection in autocommit mode; it may open transactions and must end them. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Something of the ledger that reads. */
    <T> T read(String what, Work<T> work) {
        return run(ledger, timeLimit, e -> StoreErrors.ofRead(what, e), work);
    }

    /** Something of the ledger that writes. */
    <T> T write(Work<T> work) {
        return run(ledger, timeLimit, StoreErrors::ofWrite, work);
    }

    /** Something of the analytics. */
    <T> T query(String what, Work<T> work) {
        return run(queries, queryTimeLimit, e -> StoreErrors.ofRead(what, e), work);
    }

    private <T> T run(
            StoreThreads workers, Duration limit, Function<SQLException, MeteringStoreException> error, Work<T> work) {
        if (closed) {
            throw new MeteringStoreException(Outcome.NOT_APPLIED, "the store is closed", null);
        }
        return workers.call(
                beginning -> attempt(beginning, limit, error, work),
                limit,
                limit.plus(MARGIN).plus(MARGIN));
    }

    private <T> @Nullable T attempt(
            StoreThreads.Beginning beginning,
            Duration limit,
            Function<SQLException, MeteringStoreException> error,
            Work<T> work) {
        Borrowed borrowed = borrow(limit.plus(MARGIN));
        try {
            if (!beginning.begin(borrowed::cut)) {
                return null;
            }
            return work.on(borrowed.connection);
        } catch (SQLException e) {
            throw error.apply(e);
        } finally {
            borrowed.giveBack();
        }
    }

    private Borrowed borrow(Duration networkLimit) {
        try {
            Connection connection = source.getConnection();
            try {
                return new Borrowed(connection, dialect, networkLimit);
            } catch (SQLException | RuntimeException e) {
                close(connection);
                throw e;
            }
        } catch (SQLException e) {
            throw StoreErrors.ofRead("connection", e);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection does not close", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        ledger.close();
        queries.close();
    }

    /** A connection with the settings of this store, and what they were before. */
    private static final class Borrowed {
        final Connection connection;
        private final boolean autoCommit;
        private final int networkLimit;
        private final boolean limited;

        Borrowed(Connection connection, Dialect dialect, Duration limit) throws SQLException {
            this.connection = connection;
            this.autoCommit = connection.getAutoCommit();
            this.limited = dialect.isRemote();
            this.networkLimit = limited ? connection.getNetworkTimeout() : 0;
            if (!autoCommit) {
                connection.setAutoCommit(true);
            }
            if (limited) {
                connection.setNetworkTimeout(Runnable::run, (int) limit.toMillis());
            }
        }

        void cut() {
            if (limited) {
                try {
                    connection.abort(Runnable::run);
                } catch (SQLException e) {
                    LOG.debug("a connection that hangs cannot be cut", e);
                }
            }
        }

        /** Errors here are told to nobody: what was done is done, and a broken connection is the pool's to see. */
        void giveBack() {
            try {
                if (!connection.isClosed()) {
                    if (!connection.getAutoCommit()) {
                        connection.rollback();
                    }
                    if (limited) {
                        connection.setNetworkTimeout(Runnable::run, networkLimit);
                    }
                    connection.setAutoCommit(autoCommit);
                }
            } catch (SQLException e) {
                LOG.debug("a connection is given back broken", e);
            } finally {
                close(connection);
            }
        }
    }
}
