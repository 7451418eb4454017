package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryQuery;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL 12 and newer. Every call is one round trip: settings, locks and the statement itself are sent together, which
 * makes them one transaction in autocommit mode. The settings end with it, so that pooled connections stay as they were.
 */
final class PostgresDialect implements Dialect {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresDialect.class);
    private static final int OLDEST = 12;

    private final Tables tables;
    private final Duration limit;
    private final PostgresAppend append;
    private final PostgresLocks locks;

    PostgresDialect(Tables tables, Duration limit) {
        this.tables = tables;
        this.limit = limit;
        this.locks = new PostgresLocks(tables);
        this.append = new PostgresAppend(tables, locks, limit);
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public int lanes(int wanted) {
        return wanted;
    }

    @Override
    public String check(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST) {
            throw new InvalidInputException("PostgreSQL", Integer.toString(version), OLDEST + " or newer");
        }
        String encoding = setting(connection, "server_encoding");
        if (!"UTF8".equals(encoding)) {
            throw new InvalidInputException("server_encoding", encoding, "UTF8: other encodings lose characters");
        }
        String fsync = setting(connection, "fsync");
        String pages = setting(connection, "full_page_writes");
        if (!"on".equals(fsync) || !"on".equals(pages)) {
            LOG.warn(
                    "the server runs with fsync={} and full_page_writes={}: what is acknowledged may be lost when its"
                            + " machine stops",
                    fsync,
                    pages);
        }
        String isolation = setting(connection, "transaction_isolation");
        if (!"read committed".equals(isolation)) {
            throw new InvalidInputException(
                    "transaction_isolation", isolation, "read committed for the connections of this source");
        }
        return "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion() + ", fsync=" + fsync
                + ", full_page_writes=" + pages + ", synchronous_commit="
                + setting(connection, "synchronous_commit").replace("off", "on for entries");
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                        Sql.of("select current_setting(").value(name).add(")").prepare(connection);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void lockSchema(Connection connection) throws SQLException {
        try (PreparedStatement statement = locks.ofSchema().prepare(connection)) {
            statement.execute();
        }
    }

    @Override
    public void alignArrival(Connection connection) throws SQLException {
        // Data that was restored from a dump may have ids of transactions that this server has not reached yet.
        String sql = "update " + tables.schema() + " set arrival_offset = newest.tx - txid_current() + 1 from (select"
                + " max(arrival_tx) as tx from " + tables.entry() + ") newest where newest.tx >"
                + " txid_current() + arrival_offset";
        try (PreparedStatement statement = Sql.of(sql).prepare(connection)) {
            if (statement.executeUpdate() > 0) {
                LOG.info("the entries come from another server: the order of arrival goes on behind them");
            }
        }
    }

    @Override
    public <T> T query(Connection connection, Sql sql, Duration atMost, Reading<T> reading) throws SQLException {
        return PostgresResults.last(
                connection, locks.settings(atMost, Duration.ZERO).add("; ").add(sql), reading);
    }

    @Override
    public <T> T search(Connection connection, Sql sql, Duration atMost, Reading<T> reading) throws SQLException {
        return PostgresResults.last(
                connection, locks.settingsByKey(atMost, Duration.ZERO).add("; ").add(sql), reading);
    }

    @Override
    public Map<AccountId, Entry> heads(Connection connection, Collection<AccountId> accounts, Duration atMost)
            throws SQLException {
        return heads(connection, EntryQuery.inOrder(accounts), atMost);
    }

    /**
     * A search for each id, in the order of the key that has it. Asked for the id itself, a server that has not counted the
     * table yet thinks all keys alike, takes the other one, and reads the whole chain.
     */
    @Override
    public Sql byIds(AccountId account, Collection<String> ids) {
        return each("text", ids.toArray(String[]::new), account)
                .add(" and posting_id >= k.k order by posting_id limit 1) e where e.posting_id = k.k order by e.seq");
    }

    /** As {@link #byIds}. */
    @Override
    public Sql byReferences(AccountId account, Collection<Long> refersTo) {
        return each("int8", refersTo.toArray(Long[]::new), account)
                .add(" and refers_to >= k.k and refers_to <= k.k order by refers_to) e order by e.seq");
    }

    private Sql each(String type, Object[] keys, AccountId account) {
        return Sql.of("select e.* from unnest(")
                .array(type, keys)
                .add(") as k(k) cross join lateral (select " + Columns.all() + " from " + tables.entry()
                        + " where tenant = ")
                .value(account.tenant())
                .add(" and user_id = ")
                .value(account.user());
    }

    private Map<AccountId, Entry> heads(Connection connection, Set<AccountId> accounts, Duration atMost)
            throws SQLException {
        return search(connection, heads(accounts), atMost, PostgresDialect::byAccount);
    }

    /** A search for each account: a plan that was made while the table was small must not read all of it later. */
    private Sql heads(Set<AccountId> accounts) {
        return Sql.of("select e.* from unnest(")
                .array("text", accounts.stream().map(AccountId::tenant).toArray(String[]::new))
                .add(", ")
                .array("text", accounts.stream().map(AccountId::user).toArray(String[]::new))
                .add(") as k(t, u) cross join lateral (select " + Columns.all() + " from " + tables.entry()
                        + " where tenant = k.t and user_id = k.u order by seq desc limit 1) e");
    }

    private static Map<AccountId, Entry> byAccount(ResultSet rows) throws SQLException {
        Map<AccountId, Entry> heads = new HashMap<>();
        for (Entry entry : Rows.read(rows)) {
            heads.put(entry.account(), entry);
        }
        return heads;
    }

    @Override
    public AppendResult append(Connection connection, List<EntryRow> batch) throws SQLException {
        return append.courteous(connection, batch);
    }

    @Override
    public AppendResult insertOpen(Connection connection, List<EntryRow> batch) throws SQLException {
        return append.open(connection, batch);
    }

    @Override
    public Exclusive exclusive(Connection connection, Collection<AccountId> accounts) throws SQLException {
        Set<AccountId> ordered = EntryQuery.inOrder(accounts);
        connection.setAutoCommit(false);
        Map<AccountId, Entry> heads;
        long begun = System.nanoTime();
        try {
            heads = PostgresResults.last(
                    connection, locks.alone(ordered, limit).add("; ").add(heads(ordered)), PostgresDialect::byAccount);
        } catch (SQLException e) {
            connection.rollback();
            if (!PostgresLocks.waitedTooLong(e, begun, limit)) {
                throw e;
            }
            heads = heads(connection, ordered, limit);
        }
        return new Held(connection, heads);
    }

    /** A transaction with the locks of some accounts. */
    private final class Held implements Exclusive {
        private final Connection connection;
        private final Map<AccountId, Entry> heads;

        Held(Connection connection, Map<AccountId, Entry> heads) {
            this.connection = connection;
            this.heads = heads;
        }

        @Override
        public Map<AccountId, Entry> heads() {
            return heads;
        }

        @Override
        public AppendResult append(List<EntryRow> batch) throws SQLException {
            return append.andCommit(connection, batch);
        }

        /** Whoever lent the connection ends what is open: an error in doing so says nothing about a commit before. */
        @Override
        public void close() {}
    }

    @Override
    public Sql contains(String column, String text) {
        return Sql.of("strpos(lower(" + column + "), ")
                .value(AsciiCase.lower(text))
                .add(") > 0");
    }

    @Override
    public String sum(EntryColumn column) {
        return "sum(" + Columns.sql(column) + ")";
    }

    @Override
    public BigDecimal readSum(ResultSet row, int place) throws SQLException {
        return row.getBigDecimal(place);
    }

    @Override
    public String arrived() {
        return "arrival_tx < txid_snapshot_xmin(txid_current_snapshot()) + (select max(arrival_offset) from "
                + tables.schema() + ")";
    }
}
