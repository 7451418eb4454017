package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.jdbc.JdbcMeteringStore;
import ai.aim2balance.metering.jdbc.JdbcOptions;
import ai.aim2balance.metering.mongo.MongoMeteringStore;
import ai.aim2balance.metering.mongo.MongoOptions;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/** Opens a store by one word that also another process understands. A further kind of store needs a line here. */
final class Stores {
    private static final String JOURNAL = "journal:";
    private static final String EMBEDDED = "embedded:";
    private static final String MONGO = "mongodb:";
    private static final int POOL = 6;
    /** How long callers wait for a connection, in milliseconds: long enough for a machine that is busy. */
    private static final long WAIT = 15_000;

    private static final long SHORT_WAIT = 1_000;

    private static final int MOST_TRIES = 20;
    private static final long VALIDATION = 250;
    private static final Duration SHORT = Duration.ofMillis(300);

    private Stores() {}

    static MeteringStore open(String location) {
        if (location.startsWith(EMBEDDED)) {
            return JdbcMeteringStore.embedded(Path.of(location.substring(EMBEDDED.length())));
        }
        if (location.startsWith("jdbc:")) {
            return pooled(location, POOL);
        }
        if (location.startsWith(MONGO)) {
            return mongo(location, POOL, MongoOptions.DEFAULT);
        }
        if (location.startsWith(JOURNAL)) {
            return JournalStore.open(Path.of(location.substring(JOURNAL.length())));
        }
        throw new IllegalArgumentException("no store is known for " + location);
    }

    /** A store on a pool that is closed with it. */
    static MeteringStore pooled(String url, int connections) {
        return pooled(url, connections, JdbcOptions.DEFAULT, WAIT);
    }

    /** As {@link #pooled}, with the shortest sensible limits: for connections that are disturbed all the time. */
    static MeteringStore impatient(String url, int connections) {
        if (url.startsWith(MONGO)) {
            return mongo(url, connections, MongoOptions.DEFAULT.withTimeLimit(SHORT));
        }
        return pooled(url, connections, JdbcOptions.DEFAULT.withTimeLimit(SHORT), SHORT_WAIT);
    }

    private static MeteringStore pooled(String url, int connections, JdbcOptions options, long wait) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(wait);
        config.setValidationTimeout(VALIDATION);
        config.setInitializationFailTimeout(-1);
        HikariDataSource pool = new HikariDataSource(config);
        return persistently(() -> JdbcMeteringStore.of(pool, options), pool::close);
    }

    private static MeteringStore mongo(String uri, int connections, MongoOptions options) {
        ConnectionString location = new ConnectionString(uri);
        MongoClient client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(location)
                .applyToConnectionPoolSettings(pool -> pool.maxSize(connections))
                .build());
        String database = Objects.requireNonNull(location.getDatabase());
        return persistently(() -> MongoMeteringStore.of(client, database, options), client::close);
    }

    /** Many nodes open at once, and each has little time. */
    private static MeteringStore persistently(Supplier<? extends MeteringStore> opening, Runnable release) {
        for (int tries = 1; ; tries++) {
            try {
                return new Forwarding(opening.get()) {
                    @Override
                    public void close() {
                        super.close();
                        release.run();
                    }
                };
            } catch (MeteringStoreException e) {
                if (tries == MOST_TRIES || e.outcome() == MeteringStoreException.Outcome.REJECTED) {
                    release.run();
                    throw e;
                }
            }
        }
    }

    static String embedded(Path directory) {
        return EMBEDDED + directory.resolve("ledger");
    }

    static String journal(Path directory) {
        return JOURNAL + directory.resolve("ledger");
    }
}
