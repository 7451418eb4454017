package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/**
 * SQLite with a write-ahead log that is forced to the disk by every commit. It has one writer at a time, so the order of its
 * row ids is the order of commits. Readers do not wait for it.
 */
final class SqliteDialect implements Dialect {
    private static final int OLDEST_MINOR = 39;

    private final Tables tables;
    private final Duration limit;
    private final SqliteAppend append;
    private final @Nullable SqliteSource own;
    private volatile Courtesy courtesy = Courtesy.of("");

    /** @param own the source of connections, where it is the store's to close */
    SqliteDialect(Tables tables, Duration limit, @Nullable SqliteSource own) {
        this.tables = tables;
        this.limit = limit;
        this.append = new SqliteAppend(tables);
        this.own = own;
    }

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public int lanes(int wanted) {
        return 1;
    }

    @Override
    public String check(Connection connection) throws SQLException {
        if (!tables.prefix().equals(tables.plainPrefix())) {
            throw new InvalidInputException("tablePrefix", tables.prefix(), "no schema: SQLite has none");
        }
        String version = connection.getMetaData().getDatabaseProductVersion();
        String[] parts = version.split("\\.", -1);
        if (Integer.parseInt(parts[0]) == 3 && Integer.parseInt(parts[1]) < OLDEST_MINOR) {
            throw new InvalidInputException("SQLite", version, "3." + OLDEST_MINOR + " or newer");
        }
        String file = file(connection);
        if (file.isEmpty()) {
            throw new InvalidInputException("database", "in memory", "a file: entries must survive the process");
        }
        require(connection, "journal_mode", "wal", "what is acknowledged could be lost or damaged");
        require(connection, "encoding", "utf-8", "texts are ordered by their UTF-8 bytes");
        require(connection, "synchronous", "2", "FULL: with less, the newest entries are lost when the machine stops");
        courtesy = Courtesy.of(file);
        return "SQLite " + version + ", " + file + ", journal_mode=wal, synchronous=full";
    }

    private static String file(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select file from pragma_database_list where name = 'main'");
                ResultSet rows = statement.executeQuery()) {
            String file = rows.next() ? rows.getString(1) : "";
            return file == null ? "" : file;
        }
    }

    private static void require(Connection connection, String pragma, String allowed, String reason)
            throws SQLException {
        String value = SqliteLimits.pragma(connection, pragma).toLowerCase(Locale.ROOT);
        boolean extra = pragma.equals("synchronous") && value.equals("3");
        if (!value.equals(allowed) && !extra) {
            throw new InvalidInputException(pragma, value, allowed + " (" + reason + ")");
        }
    }

    @Override
    public void lockSchema(Connection connection) throws SQLException {
        // The driver's transaction would only try to become a writing one when it has read already, and could then
        // fail.
        SqliteAppend.execute(connection, "rollback");
        SqliteAppend.execute(connection, "begin immediate");
    }

    @Override
    public void alignArrival(Connection connection) {
        // Row ids go on behind those that are there.
    }

    @Override
    public <T> T query(Connection connection, Sql sql, Duration atMost, Reading<T> reading) throws SQLException {
        if (SqliteSum.isIn(sql)) {
            SqliteSum.register(connection.unwrap(SQLiteConnection.class));
        }
        return SqliteLimits.within(connection, atMost, () -> {
            try (PreparedStatement statement = sql.prepare(connection);
                    ResultSet rows = statement.executeQuery()) {
                return reading.of(rows);
            }
        });
    }

    @Override
    public Sql byIds(AccountId account, Collection<String> ids) {
        return of(account, " and posting_id", ids);
    }

    @Override
    public Sql byReferences(AccountId account, Collection<Long> refersTo) {
        return of(account, " and refers_to", refersTo);
    }

    /** The sign keeps the order from being taken from the key of numbers, which would read the whole chain. */
    private Sql of(AccountId account, String column, Collection<?> values) {
        return Sql.of("select " + Columns.all() + " from " + tables.entry() + " where tenant = ")
                .value(account.tenant())
                .add(" and user_id = ")
                .value(account.user())
                .add(column)
                .in(values)
                .add(" order by +seq");
    }

    @Override
    public Map<AccountId, Entry> heads(Connection connection, Collection<AccountId> accounts, Duration atMost)
            throws SQLException {
        String sql = "select " + Columns.all() + " from " + tables.entry()
                + " where tenant = ? and user_id = ? order by seq desc limit 1";
        return SqliteLimits.within(connection, atMost, () -> {
            Map<AccountId, Entry> heads = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (AccountId account : EntryQuery.inOrder(accounts)) {
                    statement.setString(1, account.tenant());
                    statement.setString(2, account.user());
                    try (ResultSet rows = statement.executeQuery()) {
                        if (rows.next()) {
                            heads.put(account, Rows.entry(rows));
                        }
                    }
                }
            }
            return heads;
        });
    }

    @Override
    public AppendResult append(Connection connection, List<EntryRow> batch) throws SQLException {
        Courtesy.Turn turn = courtesy.take(MeteringStore.COURTESY);
        try {
            return write(connection, batch);
        } finally {
            turn.close();
        }
    }

    private AppendResult write(Connection connection, List<EntryRow> batch) throws SQLException {
        return SqliteLimits.within(connection, limit, () -> append.transaction(connection, batch));
    }

    @Override
    public AppendResult insertOpen(Connection connection, List<EntryRow> batch) throws SQLException {
        return append.open(connection, batch);
    }

    /** Nobody holds the file while others may have to wait: a turn is given up to whoever has waited long enough. */
    @Override
    public Exclusive exclusive(Connection connection, Collection<AccountId> accounts) throws SQLException {
        Courtesy.Turn turn = courtesy.take(MeteringStore.COURTESY);
        try {
            return new Held(connection, turn, heads(connection, accounts, limit));
        } catch (SQLException | RuntimeException e) {
            turn.close();
            throw e;
        }
    }

    /** A turn, with the heads as they were when it began. */
    private final class Held implements Exclusive {
        private final Connection connection;
        private final Courtesy.Turn turn;
        private final Map<AccountId, Entry> heads;

        Held(Connection connection, Courtesy.Turn turn, Map<AccountId, Entry> heads) {
            this.connection = connection;
            this.turn = turn;
            this.heads = heads;
        }

        @Override
        public Map<AccountId, Entry> heads() {
            return heads;
        }

        @Override
        public AppendResult append(List<EntryRow> batch) throws SQLException {
            return write(connection, batch);
        }

        @Override
        public void close() {
            turn.close();
        }
    }

    /** SQLite's {@code lower} knows the letters A to Z alone. */
    @Override
    public Sql contains(String column, String text) {
        return Sql.of("instr(lower(" + column + "), ")
                .value(AsciiCase.lower(text))
                .add(") > 0");
    }

    @Override
    public String sum(EntryColumn column) {
        return SqliteSum.of(column);
    }

    @Override
    public BigDecimal readSum(ResultSet row, int place) throws SQLException {
        return SqliteSum.read(row, place);
    }

    /** What is visible was committed, and what was not is numbered behind it. */
    @Override
    public String arrived() {
        return "1 = 1";
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
