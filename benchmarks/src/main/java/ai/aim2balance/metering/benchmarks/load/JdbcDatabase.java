package ai.aim2balance.metering.benchmarks.load;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A database behind a URL.
 *
 * @param engine what it is
 * @param url what callers open it by
 * @param directUrl the same without the delay of the run
 * @param ledger the file of the embedded ledger, or null where it is on the database
 * @param size how large it is
 * @param drop removes it
 */
record JdbcDatabase(
        Engine engine,
        String url,
        String directUrl,
        @Nullable Path ledger,
        LongSupplier size,
        Runnable drop) implements Database {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public HikariDataSource pool(int most) {
        return pool(url, most);
    }

    @Override
    public HikariDataSource directPool(int most) {
        return pool(directUrl, most);
    }

    @Override
    public OpenStore store(int most, boolean direct) {
        return ledger == null
                ? LedgerStores.onServer(direct ? directPool(most) : pool(most))
                : LedgerStores.inFile(ledger);
    }

    @Override
    public long bytes() {
        return size.getAsLong();
    }

    @Override
    public void close() {
        drop.run();
    }

    private HikariDataSource pool(String at, int most) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(at);
        config.setMaximumPoolSize(engine.connections(most));
        config.setConnectionTimeout(PATIENCE.toMillis());
        return new HikariDataSource(config);
    }
}
