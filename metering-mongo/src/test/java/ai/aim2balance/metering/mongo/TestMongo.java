package ai.aim2balance.metering.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The server for tests: the one that {@code -Dmetering.test.mongo.uri=…} names, else one inside the process, which speaks the
 * wire protocol and has neither a journal nor replicas.
 */
final class TestMongo {
    /** Long enough for a machine that stands still for a moment while an entry is under way. */
    static final Duration LAG = Duration.ofMillis(250);

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final @Nullable String URI = System.getProperty("metering.test.mongo.uri");
    private static final String RUN = "metering_test_" + ProcessHandle.current().pid() + "_";

    private TestMongo() {}

    /** Whether a server of its own answers. */
    static boolean isReal() {
        return URI != null && !URI.isBlank();
    }

    static String uri() {
        return isReal() ? String.valueOf(URI) : InProcess.URI;
    }

    static MongoClient client(CommandListener... listeners) {
        return client(uri(), listeners);
    }

    static MongoClient client(String uri, CommandListener... listeners) {
        MongoClientSettings.Builder settings =
                MongoClientSettings.builder().applyConnectionString(new ConnectionString(uri));
        for (CommandListener listener : listeners) {
            settings.addCommandListener(listener);
        }
        return MongoClients.create(settings.build());
    }

    /** A client with a pool of two connections. */
    static MongoClient small() {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri()))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(2))
                .build());
    }

    static String newDatabase() {
        return RUN + DATABASES.incrementAndGet();
    }

    /** A store whose order of arrival lags no longer than a test can wait. */
    static MongoMeteringStore store(MongoClient client, String database, MongoOptions options) {
        return new MongoMeteringStore(client, database, options, LAG);
    }

    /** Begun when it is first needed; it ends with the process. */
    private static final class InProcess {
        static final String URI = new MongoServer(new MemoryBackend()).bindAndGetConnectionString();
    }
}
