package ai.aim2balance.metering.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import ai.aim2balance.metering.tck.SampleEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

@DisplayName("The store on SQLite is kept safe")
class SqliteSafetyTest {
    private static final AccountId ALICE = new AccountId("acme", "alice");
    private static final JdbcOptions SHORT = JdbcOptions.DEFAULT.withTimeLimit(Duration.ofMillis(500));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("ledger.db");
    }

    private static List<Entry> entries(int from, int to) {
        return SampleEntry.chain(ALICE, from, to);
    }

    private static List<Entry> chain(JdbcMeteringStore store) {
        return store.entries(new EntryQuery.Chain(ALICE, 1, 1_000)).entries();
    }

    /** A source of the application's own, with pragmas that it has chosen. */
    private SQLiteDataSource source(String... pragmas) {
        Properties properties = new Properties();
        for (String pragma : pragmas) {
            properties.setProperty(pragma.substring(0, pragma.indexOf('=')), pragma.substring(pragma.indexOf('=') + 1));
        }
        SQLiteDataSource source = new SQLiteDataSource(new SQLiteConfig(properties));
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private void assertRefused(String field, ThrowingCallable opening) {
        assertThatThrownBy(opening)
                .asInstanceOf(type(InvalidInputException.class))
                .extracting(InvalidInputException::field)
                .isEqualTo(field);
    }

    @Test
    @DisplayName("makes missing folders, and finds the entries again")
    void opensAgain() {
        file = folder.resolve("a/b/ledger.db");
        try (JdbcMeteringStore store = JdbcMeteringStore.embedded(file)) {
            store.append(entries(1, 3));
        }

        try (JdbcMeteringStore store = JdbcMeteringStore.embedded(file)) {
            assertThat(chain(store)).isEqualTo(entries(1, 3));
        }
        assertThat(folder.resolve("a/b")).isDirectoryContaining(found -> found.endsWith("ledger.db"));
    }

    @Test
    @DisplayName("refuses a folder, and a path behind which settings would be read")
    void refusesPaths() {
        assertRefused("path", () -> JdbcMeteringStore.embedded(folder));
        assertRefused("path", () -> JdbcMeteringStore.embedded(folder.resolve("ledger.db?journal_mode=off")));
    }

    @Test
    @DisplayName("refuses a file that is no database")
    void refusesOtherFiles() throws Exception {
        Files.writeString(file, "not a database, but long enough to look like something that could be one".repeat(20));

        assertThatThrownBy(() -> JdbcMeteringStore.embedded(file)).isInstanceOf(MeteringStoreException.class);
    }

    @Test
    @DisplayName("refuses a source whose commits do not reach the disk")
    void refusesLazyCommits() {
        assertRefused("synchronous", () -> JdbcMeteringStore.of(source("journal_mode=WAL", "synchronous=NORMAL")));
        assertRefused("synchronous", () -> JdbcMeteringStore.of(source("journal_mode=WAL", "synchronous=OFF")));
    }

    @Test
    @DisplayName("refuses a source without a write-ahead log")
    void refusesOtherJournals() {
        assertRefused("journal_mode", () -> JdbcMeteringStore.of(source("journal_mode=DELETE")));
        assertRefused("journal_mode", () -> JdbcMeteringStore.of(source("journal_mode=MEMORY")));
    }

    @Test
    @DisplayName("refuses a database in memory, texts in UTF-16, and a schema")
    void refusesOtherDatabases() {
        SQLiteDataSource memory = new SQLiteDataSource();
        memory.setUrl("jdbc:sqlite::memory:");
        assertRefused("database", () -> JdbcMeteringStore.of(memory));
        assertRefused(
                "tablePrefix",
                () -> JdbcMeteringStore.embedded(file, JdbcOptions.DEFAULT.withTablePrefix("billing.metering_")));
        assertRefused("encoding", () -> JdbcMeteringStore.of(source("encoding=\"UTF-16\"", "journal_mode=WAL")));
    }

    @Test
    @DisplayName("forces commits to the disk on a connection that was set not to, after the store was opened")
    void forcesEachCommit() throws Exception {
        try (JdbcMeteringStore any = JdbcMeteringStore.embedded(file);
                Connection connection = source("synchronous=OFF").getConnection()) {
            SqliteDialect dialect = new SqliteDialect(new Tables("metering_"), Duration.ofSeconds(5), null);
            dialect.append(connection, entries(1, 1).stream().map(EntryRow::of).toList());

            assertThat(SqliteLimits.pragma(connection, "synchronous")).isEqualTo("2");
            assertThat(chain(any)).hasSize(1);
        }
    }

    @Test
    @DisplayName("applies nothing of a batch for which the disk has no room, and goes on when it has")
    void fullDisk() {
        SQLiteDataSource limited = source("journal_mode=WAL", "max_page_count=60");
        JdbcMeteringStore.embedded(file).close();
        int booked = 0;
        try (JdbcMeteringStore store = JdbcMeteringStore.of(limited)) {
            while (true) {
                store.append(entries(booked + 1, booked + 7));
                booked += 7;
            }
        } catch (MeteringStoreException e) {
            assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        }

        try (JdbcMeteringStore store = JdbcMeteringStore.embedded(file)) {
            assertThat(chain(store)).hasSize(booked);
            assertThat(store.append(entries(booked + 1, booked + 7))).isEqualTo(AppendResult.all(7));
        }
    }

    @Test
    @DisplayName("goes on with the same connection when the disk was full")
    void fullDiskForAWhile() throws Exception {
        JdbcMeteringStore.embedded(file).close();
        SqliteDialect dialect = new SqliteDialect(new Tables("metering_"), Duration.ofSeconds(5), null);
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement();
                JdbcMeteringStore other = JdbcMeteringStore.embedded(file)) {
            statement.execute("pragma max_page_count = 1");
            assertThatThrownBy(() -> dialect.append(connection, rows(1, 60)))
                    .asInstanceOf(type(SQLException.class))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("53100");
            statement.execute("pragma max_page_count = 100000");

            AppendResult refused = dialect.append(connection, rows(2, 60));

            assertThat(refused.refusal()).isEqualTo(AppendResult.Refusal.PREDECESSOR);
            assertThat(dialect.append(connection, rows(1, 60))).isEqualTo(AppendResult.all(60));
            assertThat(chain(other)).hasSize(60);
        }
    }

    private static List<EntryRow> rows(int from, int to) {
        return entries(from, to).stream().map(EntryRow::of).toList();
    }

    @Test
    @DisplayName("ends a statement that takes too long")
    void timeLimit() throws Exception {
        Sql endless = Sql.of("with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n");
        SqliteDialect dialect = new SqliteDialect(new Tables("metering_"), Duration.ofSeconds(5), null);
        try (Connection connection = source().getConnection()) {
            assertThatThrownBy(
                            () -> dialect.query(connection, endless, Duration.ofMillis(100), rows -> rows.getLong(1)))
                    .asInstanceOf(type(SQLException.class))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("57014");
        }
    }

    @Test
    @DisplayName("gives up on a file to which another process writes for too long, and has applied nothing")
    void anotherWriter() throws Exception {
        try (JdbcMeteringStore store = JdbcMeteringStore.embedded(file, SHORT);
                Connection other = source().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            assertThatThrownBy(() -> store.append(entries(1, 1)))
                    .asInstanceOf(type(MeteringStoreException.class))
                    .extracting(MeteringStoreException::outcome)
                    .isEqualTo(Outcome.NOT_APPLIED);
            statement.execute("rollback");

            assertThat(chain(store)).isEmpty();
            assertThat(store.append(entries(1, 1))).isEqualTo(AppendResult.all(1));
        }
    }
}
