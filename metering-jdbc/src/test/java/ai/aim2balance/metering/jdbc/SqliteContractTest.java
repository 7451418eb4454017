package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.tck.MeteringStoreContract;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The store embedded, on SQLite")
class SqliteContractTest extends MeteringStoreContract {
    private static final AtomicInteger STORES = new AtomicInteger();

    @TempDir
    static Path folder;

    private Path file;

    @Override
    protected MeteringStore createStore() {
        file = folder.resolve("ledger-" + STORES.incrementAndGet() + ".db");
        return JdbcMeteringStore.embedded(file);
    }

    @Override
    protected MeteringStore anotherNode(MeteringStore first) {
        return JdbcMeteringStore.embedded(file);
    }

    @Override
    protected MeteringStore reopen(MeteringStore closed) {
        return JdbcMeteringStore.embedded(file);
    }

    @Override
    protected boolean transactional() {
        return true;
    }
}
