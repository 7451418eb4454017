package ai.aim2balance.metering.benchmarks.load;

import ai.aim2balance.metering.jdbc.JdbcMeteringStore;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;

/** Opens the ledger's store on a database: one of its own for each node, as in as many processes. */
final class LedgerStores {
    private LedgerStores() {}

    static OpenStore onServer(HikariDataSource pool) {
        try {
            JdbcMeteringStore store = JdbcMeteringStore.of(pool);
            return new OpenStore(store, () -> {
                store.close();
                pool.close();
            });
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    static OpenStore inFile(Path file) {
        JdbcMeteringStore store = JdbcMeteringStore.embedded(file);
        return new OpenStore(store, store::close);
    }
}
