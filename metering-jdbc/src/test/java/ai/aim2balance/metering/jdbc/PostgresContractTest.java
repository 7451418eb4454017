package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.it.postgres.TestPostgres;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.tck.MeteringStoreContract;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;

@DisplayName("The store on PostgreSQL")
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class PostgresContractTest extends MeteringStoreContract {
    private static final AtomicInteger STORES = new AtomicInteger();
    static final String URL = TestPostgres.newDatabase();
    private static HikariDataSource pool;
    private static HikariDataSource otherPool;

    private JdbcOptions options = JdbcOptions.DEFAULT;

    @BeforeAll
    static void open() throws Exception {
        pool = pool(8);
        otherPool = pool(8);
    }

    @AfterAll
    static void closeAll() {
        pool.close();
        otherPool.close();
    }

    static HikariDataSource pool(int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(URL);
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    /** The first node. */
    MeteringStore create(JdbcOptions fresh) {
        return JdbcMeteringStore.of(pool, fresh);
    }

    /** A later node. */
    MeteringStore join(JdbcOptions same) {
        return JdbcMeteringStore.of(otherPool, same);
    }

    /** What the names of tables begin with; a number follows. */
    String prefix() {
        return "t";
    }

    @Override
    protected final MeteringStore createStore() {
        options = JdbcOptions.DEFAULT.withTablePrefix(prefix() + STORES.incrementAndGet() + "_");
        return create(options);
    }

    @Override
    protected final MeteringStore anotherNode(MeteringStore first) {
        return join(options);
    }

    @Override
    protected final MeteringStore reopen(MeteringStore closed) {
        return join(options);
    }

    @Override
    protected final boolean transactional() {
        return true;
    }

    @AfterEach
    void drop() {
        TestPostgres.execute(
                URL,
                "drop table if exists " + options.tablePrefix() + "entry, " + options.tablePrefix() + "schema cascade");
    }
}
