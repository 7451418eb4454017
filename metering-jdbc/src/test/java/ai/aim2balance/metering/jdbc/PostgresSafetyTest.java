package ai.aim2balance.metering.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.it.postgres.TestPostgres;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import ai.aim2balance.metering.tck.SampleEntry;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The store on PostgreSQL keeps to itself and is kept safe")
class PostgresSafetyTest {
    private static final AccountId ALICE = new AccountId("acme", "alice");
    private static final JdbcOptions SHORT = JdbcOptions.DEFAULT.withTimeLimit(Duration.ofMillis(500));

    private String url = "";

    @BeforeEach
    void database() {
        url = TestPostgres.newDatabase();
    }

    private HikariDataSource pool(Consumer<HikariConfig> more) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(1);
        more.accept(config);
        return new HikariDataSource(config);
    }

    private static List<Entry> entries(int from, int to) {
        return SampleEntry.chain(ALICE, from, to);
    }

    private static String shown(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    @DisplayName("a pooled connection is given back with the settings that it had")
    void settingsStay() throws Exception {
        try (HikariDataSource pool = pool(config -> config.setAutoCommit(false));
                JdbcMeteringStore store = JdbcMeteringStore.of(pool)) {
            store.append(entries(1, 3));
            store.<Object>exclusively(List.of(ALICE), locked -> locked.append(entries(4, 4)));
            store.heads(List.of(ALICE));
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
                assertThat(connection.getNetworkTimeout()).isZero();
                for (String setting :
                        List.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")) {
                    assertThat(shown(connection, setting)).as(setting).isEqualTo("0");
                }
            }
        }
    }

    @Test
    @DisplayName("a commit waits for the disk where the connection is set not to")
    void waitsForTheDisk() throws Exception {
        String lazy = url + "&options=-c%20synchronous_commit=off";
        try (JdbcMeteringStore store = JdbcMeteringStore.of(TestPostgres.source(lazy))) {
            assertThat(store.traits().description()).contains("synchronous_commit=on for entries");
            TestPostgres.execute(
                    url,
                    "create table seen (value text); create function look() returns trigger language plpgsql as"
                            + " $$ begin insert into seen values (current_setting('synchronous_commit')); return new; end"
                            + " $$; create trigger look before insert on metering_entry for each row execute function"
                            + " look()");
            store.append(entries(1, 1));
            store.<Object>exclusively(List.of(ALICE), locked -> locked.append(entries(2, 2)));
        }
        try (Connection connection = TestPostgres.source(url).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*), min(value), max(value) from seen")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(2);
            assertThat(rows.getString(2)).isEqualTo("on");
            assertThat(rows.getString(3)).isEqualTo("on");
        }
    }

    @Test
    @DisplayName("a statement that waits too long is ended by the server, and nothing was applied")
    void timeLimit() throws Exception {
        try (JdbcMeteringStore store = JdbcMeteringStore.of(TestPostgres.source(url), SHORT);
                Connection other = TestPostgres.source(url).getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table metering_entry in access exclusive mode");
            assertThatThrownBy(() -> store.append(entries(1, 1)))
                    .asInstanceOf(type(MeteringStoreException.class))
                    .extracting(MeteringStoreException::outcome)
                    .isEqualTo(Outcome.NOT_APPLIED);
            assertThatThrownBy(() -> store.heads(List.of(ALICE))).isInstanceOf(MeteringStoreException.class);
            other.rollback();
            assertThat(store.append(entries(1, 1))).isEqualTo(AppendResult.all(1));
        }
    }

    @Test
    @DisplayName("a pool without a free connection gives a clear error in time, and what was given up is never done")
    void noConnection() throws Exception {
        try (HikariDataSource pool = pool(config -> {});
                JdbcMeteringStore store = JdbcMeteringStore.of(pool, SHORT)) {
            try (Connection taken = pool.getConnection()) {
                assertThat(taken.isValid(1)).isTrue();
                assertThatThrownBy(() -> store.append(entries(1, 1)))
                        .hasMessageContaining("no connection to the database after PT0.5S")
                        .asInstanceOf(type(MeteringStoreException.class))
                        .extracting(MeteringStoreException::outcome)
                        .isEqualTo(Outcome.NOT_APPLIED);
            }
            assertThat(store.heads(List.of(ALICE))).isEmpty();
            assertThat(store.append(entries(1, 1))).isEqualTo(AppendResult.all(1));
        }
    }

    @Test
    @DisplayName("the order of arrival never passes a transaction that is still open")
    void openTransaction() throws Exception {
        try (JdbcMeteringStore store = JdbcMeteringStore.of(TestPostgres.source(url));
                Connection slow = TestPostgres.source(url).getConnection()) {
            store.append(entries(1, 1));
            slow.setAutoCommit(false);
            // As an append on another node, between its insert and its commit.
            slow.createStatement()
                    .execute("insert into metering_entry select 'globex', user_id, seq, posting_id, kind, refers_to,"
                            + " occurred_at, recorded_at, due_at, credits_delta, reserved_delta, fingerprint,"
                            + " format_version, provider, model, endpoint, request_type, project, conversation_id,"
                            + " requests, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,"
                            + " reasoning_tokens, list_usd, list_eur, margin_eur, fee_eur, cost_eur, donated_eur,"
                            + " credits, kwh_low, kwh_likely, kwh_high, water_low, water_likely, water_high, co2e_low,"
                            + " co2e_likely, co2e_high, unpriced_requests, fallback_requests, m2_restored, facts,"
                            + " txid_current(), 1 from metering_entry");
            store.append(entries(2, 2));

            var page = store.entries(new EntryQuery.Arrival(null, 10));
            assertThat(page.entries()).hasSize(1);
            slow.commit();
            assertThat(store.entries(new EntryQuery.Arrival(page.cursor(), 10)).entries())
                    .extracting(entry -> entry.account().tenant() + entry.seq())
                    .containsExactly("globex1", "acme2");
        }
    }

    @Test
    @DisplayName("entries that come from a server with higher transaction ids stay before new ones")
    void restored() {
        try (JdbcMeteringStore store = JdbcMeteringStore.of(TestPostgres.source(url))) {
            store.append(entries(1, 2));
        }
        TestPostgres.execute(url, "update metering_entry set arrival_tx = arrival_tx + 5000000");
        try (JdbcMeteringStore store = JdbcMeteringStore.of(TestPostgres.source(url))) {
            var page = store.entries(new EntryQuery.Arrival(null, 10));
            assertThat(page.entries()).hasSize(2);
            store.append(entries(3, 3));
            assertThat(store.entries(new EntryQuery.Arrival(page.cursor(), 10)).entries())
                    .extracting(Entry::seq)
                    .containsExactly(3L);
        }
    }

    @Test
    @DisplayName("a table without one of its unique keys is refused, in every mode")
    void missingKey() {
        JdbcMeteringStore.of(TestPostgres.source(url)).close();
        TestPostgres.execute(url, "alter table metering_entry drop constraint metering_entry_posting");
        for (SchemaMode mode : SchemaMode.values()) {
            assertThatThrownBy(() ->
                            JdbcMeteringStore.of(TestPostgres.source(url), JdbcOptions.DEFAULT.withSchemaMode(mode)))
                    .isInstanceOf(MeteringStoreException.class)
                    .hasMessageContaining("no unique key metering_entry_posting");
        }
    }

    @Test
    @DisplayName("tables that are missing or of another version are refused with what to do")
    void otherTables() {
        JdbcOptions validate = JdbcOptions.DEFAULT.withSchemaMode(SchemaMode.VALIDATE);
        assertThatThrownBy(() -> JdbcMeteringStore.of(TestPostgres.source(url), validate))
                .isInstanceOf(MeteringStoreException.class)
                .hasMessageContaining("metering_schema cannot be read")
                .hasMessageContaining("run postgresql-1.sql or open the store with SchemaMode.CREATE");

        JdbcMeteringStore.of(TestPostgres.source(url)).close();
        TestPostgres.execute(url, "insert into metering_schema values (2, 0)");
        assertThatThrownBy(() -> JdbcMeteringStore.of(TestPostgres.source(url)))
                .hasMessageContaining("says version 2, this library needs 1");
        TestPostgres.execute(url, "delete from metering_schema where version = 2");
        TestPostgres.execute(url, "alter table metering_entry drop column fee_eur cascade");
        assertThatThrownBy(() -> JdbcMeteringStore.of(TestPostgres.source(url), validate))
                .hasMessageContaining("table metering_entry is not as it has to be");
    }

    @Test
    @DisplayName("connections that are set to repeatable reads are refused")
    void otherIsolation() {
        String strict = url + "&options=-c%20default_transaction_isolation=serializable";
        assertThatThrownBy(() -> JdbcMeteringStore.of(TestPostgres.source(strict)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("transaction_isolation is serializable; allowed: read committed");
    }

    @Test
    @DisplayName("an entry that no column can hold is refused for good, and nothing of its batch is kept")
    void neverPossible() {
        try (JdbcMeteringStore store = JdbcMeteringStore.of(TestPostgres.source(url))) {
            Entry nul = SampleEntry.of(ALICE, 2)
                    .fingerprint("a" + Character.toString(0) + "b")
                    .build();
            assertThatThrownBy(() -> store.append(List.of(entries(1, 1).get(0), nul)))
                    .asInstanceOf(type(MeteringStoreException.class))
                    .extracting(MeteringStoreException::outcome)
                    .isEqualTo(Outcome.REJECTED);
            assertThat(store.heads(List.of(ALICE))).isEmpty();
        }
    }

    @Test
    @DisplayName("sixteen nodes that begin at once create the tables once")
    void manyNodes() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            Callable<JdbcMeteringStore> opens = () -> JdbcMeteringStore.of(TestPostgres.source(url));
            for (Future<JdbcMeteringStore> store : threads.invokeAll(Collections.nCopies(16, opens))) {
                store.get().close();
            }
        } finally {
            threads.shutdown();
        }
        try (JdbcMeteringStore store = JdbcMeteringStore.of(TestPostgres.source(url))) {
            assertThat(store.entries(new EntryQuery.Arrival(null, 10)).entries())
                    .isEmpty();
            assertThat(Objects.requireNonNull(store.toString())).startsWith("JdbcMeteringStore[PostgreSQL ");
        }
    }
}
