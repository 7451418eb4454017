package ai.aim2balance.metering.benchmarks.load;

import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores in memory, for the ledger alone: how fast it is without a database. */
final class MemorySite implements Site {
    @Override
    public Database fresh() {
        return new InMemory(new InMemoryMeteringStore());
    }

    @Override
    public List<String> settings() {
        try (MeteringStore store = new InMemoryMeteringStore()) {
            return List.of(store.traits().description());
        }
    }

    @Override
    public @Nullable Path directory() {
        return null;
    }

    @Override
    public long serverCpu() {
        return -1;
    }

    @Override
    public void close() {
        // each database is closed by its cell
    }

    private record InMemory(MeteringStore shared) implements Database {
        @Override
        public Engine engine() {
            return Engine.MEMORY;
        }

        @Override
        public String url() {
            throw new UnsupportedOperationException("memory belongs to one process");
        }

        @Override
        public HikariDataSource pool(int most) {
            throw new UnsupportedOperationException("there is no baseline in memory");
        }

        @Override
        public HikariDataSource directPool(int most) {
            return pool(most);
        }

        @Override
        public OpenStore store(int most, boolean direct) {
            return new OpenStore(shared, () -> {});
        }

        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public void close() {
            shared.close();
        }
    }
}
