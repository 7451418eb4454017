package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.StoreTraits;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps entries in PostgreSQL (12 and newer) or in an embedded database, over plain JDBC and any pool. Thread-safe.
 *
 * <p>Beyond what {@link MeteringStore} asks for:
 *
 * <ul>
 *   <li>{@link #append} commits all of a batch or nothing, in one round trip, and returns when it is on the disk.
 *   <li>It works on threads of its own: it never joins a transaction of the caller, whatever binds one to a thread, and
 *       interrupts of callers break nothing. It borrows one connection for each call and gives it back as it was.
 *   <li>Every statement has a time limit in the database, and one in the client for a database that does not answer.
 *   <li>Writers of one account take turns in the order of asking; whoever has waited for a fifth of a second goes without.
 *   <li>When it is opened it tries both unique keys by writes that are rolled back.
 * </ul>
 */
public final class JdbcMeteringStore implements MeteringStore {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcMeteringStore.class);
    private static final int MOST_ENTRIES = 1_000;

    private final Sessions sessions;
    private final Dialect dialect;
    private final EntryStatements entries;
    private final UsageStatements usage;
    private final StoreTraits traits;
    private final Duration timeLimit;
    private final Duration queryTimeLimit;

    JdbcMeteringStore(DataSource source, Dialect dialect, JdbcOptions options) {
        Tables tables = new Tables(options.tablePrefix());
        this.dialect = dialect;
        this.timeLimit = options.timeLimit();
        this.queryTimeLimit = options.queryTimeLimit();
        this.sessions = new Sessions(source, dialect, options);
        this.entries = new EntryStatements(tables, dialect);
        this.usage = new UsageStatements(tables, dialect);
        try {
            String description = sessions.read("opening", connection -> {
                String server = dialect.check(connection);
                new Schema(tables, dialect).open(connection, options.schemaMode());
                new KeyProbe(dialect, tables).check(connection);
                return server;
            });
            LOG.info("metering entries are kept in table {} of {}", tables.entry(), description);
            this.traits = new StoreTraits(description, true, dialect.lanes(options.lanes()), MOST_ENTRIES);
        } catch (RuntimeException e) {
            sessions.close();
            throw e;
        }
    }

    /**
     * A store on the application's own database, as {@link #of(DataSource, JdbcOptions)} with {@link JdbcOptions#DEFAULT}.
     *
     * @param source gives connections
     * @return the store
     */
    public static JdbcMeteringStore of(DataSource source) {
        return of(source, JdbcOptions.DEFAULT);
    }

    /**
     * A store on the application's own database. Its tables are created or checked first.
     *
     * @param source gives connections, pooled or not; a pool needs one for each lane, or calls wait for each other. It
     *     stays the caller's to close
     * @param options how the database is used
     * @return the store
     * @throws InvalidInputException if the database is none of those that are known, or is set up so that entries could be
     *     lost or confused
     * @throws MeteringStoreException if it cannot be asked, or the tables or their keys are not as they have to be
     */
    public static JdbcMeteringStore of(DataSource source, JdbcOptions options) {
        return new JdbcMeteringStore(source, Dialects.of(source, options), options);
    }

    /**
     * A store in a file of its own, as {@link #embedded(Path, JdbcOptions)} with {@link JdbcOptions#DEFAULT}.
     *
     * @param file the file
     * @return the store
     */
    public static JdbcMeteringStore embedded(Path file) {
        return embedded(file, JdbcOptions.DEFAULT);
    }

    /**
     * A store in a file of its own, in SQLite: the artifact {@code org.xerial:sqlite-jdbc} has to be there. What is
     * acknowledged has been forced to the disk. Beside the file stand two others, with {@code -wal} and {@code -shm} behind
     * its name; they belong to it. Do not copy the file while a store is open: use {@code vacuum into}.
     *
     * @param file the file, made with its folders where it is missing; on a local disk
     * @param options how it is used
     * @return the store
     * @throws InvalidInputException if entries would not be safe in such a file
     * @throws MeteringStoreException if it cannot be opened
     */
    public static JdbcMeteringStore embedded(Path file, JdbcOptions options) {
        SqliteSource source = SqliteSource.of(file);
        Tables tables = new Tables(options.tablePrefix());
        try {
            return new JdbcMeteringStore(source, new SqliteDialect(tables, options.timeLimit(), source), options);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    @Override
    public StoreTraits traits() {
        return traits;
    }

    @Override
    public Map<AccountId, Entry> heads(Collection<AccountId> accounts) {
        List<AccountId> asked = List.copyOf(accounts);
        return asked.isEmpty()
                ? Map.of()
                : sessions.read("heads", connection -> dialect.heads(connection, asked, timeLimit));
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidInputException if the batch has more entries than {@link StoreTraits#mostEntries()}, is not sorted
     *     by account, or the numbers of an account are not consecutive; nothing was committed
     */
    @Override
    public AppendResult append(List<Entry> batch) {
        List<EntryRow> rows = rows(batch);
        return rows.isEmpty() ? AppendResult.all(0) : sessions.write(connection -> dialect.append(connection, rows));
    }

    @Override
    public EntryPage entries(EntryQuery query) {
        return sessions.read("entries", connection -> find(connection, query));
    }

    private EntryPage find(Connection connection, EntryQuery query) throws SQLException {
        if (query instanceof EntryQuery.Arrival arrival) {
            return arrivals(connection, arrival);
        }
        boolean byKey = query instanceof EntryQuery.ByIds || query instanceof EntryQuery.ByReference;
        return new EntryPage(
                byKey
                        ? dialect.search(connection, entries.of(query), timeLimit, Rows::read)
                        : dialect.query(connection, entries.of(query), timeLimit, Rows::read),
                null);
    }

    private EntryPage arrivals(Connection connection, EntryQuery.Arrival query) throws SQLException {
        ArrivalCursor after = ArrivalCursor.of(query.cursor());
        return dialect.query(connection, entries.arrival(after, query.limit()), timeLimit, rows -> page(rows, after));
    }

    private static EntryPage page(ResultSet rows, ArrivalCursor after) throws SQLException {
        List<Entry> found = new ArrayList<>();
        ArrivalCursor last = after;
        int behind = Columns.count();
        while (rows.next()) {
            found.add(Rows.entry(rows));
            last = new ArrivalCursor(rows.getLong(behind + 1), rows.getLong(behind + 2));
        }
        return new EntryPage(found, last.toString());
    }

    @Override
    public List<UsageRow> aggregate(UsageQuery query) {
        return sessions.query(
                "sums",
                connection -> dialect.query(
                        connection, usage.aggregate(query), queryTimeLimit, rows -> SumRow.read(rows, dialect, query)));
    }

    @Override
    public List<Entry> log(UsageQuery query) {
        return sessions.query(
                "log", connection -> dialect.query(connection, usage.log(query), queryTimeLimit, Rows::read));
    }

    @Override
    public <T> T exclusively(Collection<AccountId> accounts, Function<Locked, T> work) {
        List<AccountId> asked = List.copyOf(accounts);
        return sessions.write(connection -> {
            try (Dialect.Exclusive exclusive = begin(connection, asked)) {
                return work.apply(new Held(connection, exclusive));
            }
        });
    }

    /** Nothing was sent yet that an error could leave in doubt. */
    private Dialect.Exclusive begin(Connection connection, List<AccountId> accounts) {
        try {
            return dialect.exclusive(connection, accounts);
        } catch (SQLException e) {
            throw StoreErrors.ofRead("exclusively", e);
        }
    }

    /** Ends the store: every later call but this one fails. The source of connections stays open where it was given. */
    @Override
    public void close() {
        sessions.close();
        dialect.close();
    }

    @Override
    public String toString() {
        return "JdbcMeteringStore[" + traits.description() + "]";
    }

    private List<EntryRow> rows(List<Entry> batch) {
        traits.checkBatch(batch);
        return batch.stream().map(EntryRow::of).toList();
    }

    /** What work inside {@link #exclusively} has. Used by one thread. */
    private final class Held implements Locked {
        private final Connection connection;
        private final Dialect.Exclusive exclusive;

        Held(Connection connection, Dialect.Exclusive exclusive) {
            this.connection = connection;
            this.exclusive = exclusive;
        }

        @Override
        public Map<AccountId, Entry> heads() {
            try {
                return exclusive.heads();
            } catch (SQLException e) {
                throw StoreErrors.ofRead("heads", e);
            }
        }

        @Override
        public EntryPage entries(EntryQuery query) {
            try {
                return find(connection, query);
            } catch (SQLException e) {
                throw StoreErrors.ofRead("entries", e);
            }
        }

        @Override
        public AppendResult append(List<Entry> batch) {
            List<EntryRow> rows = rows(batch);
            try {
                return rows.isEmpty() ? AppendResult.all(0) : exclusive.append(rows);
            } catch (SQLException e) {
                throw StoreErrors.ofWrite(e);
            }
        }
    }
}
