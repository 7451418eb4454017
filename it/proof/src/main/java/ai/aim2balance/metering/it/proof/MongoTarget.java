package ai.aim2balance.metering.it.proof;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * MongoDB: the server that {@code -Dmetering.test.mongo.uri=…} names, one host without credentials, else one inside this
 * process, which keeps nothing. Data is a database. Neither can be killed from here.
 */
final class MongoTarget implements Target.Server {
    private static final String URI = System.getProperty("metering.test.mongo.uri", "");
    /** Longer than a command that was cut off may go on: twice its time limit. */
    private static final long QUIET = 1_000;

    private final @Nullable MongoServer own;
    private final ConnectionString uri;
    private int databases;

    MongoTarget() {
        own = URI.isBlank() ? new MongoServer(new MemoryBackend()) : null;
        uri = new ConnectionString(own == null ? URI : own.bindAndGetConnectionString());
    }

    @Override
    public String name() {
        return "mongo";
    }

    @Override
    public void fresh() {
        drop();
        databases++;
    }

    private void drop() {
        try (MongoClient client = MongoClients.create(location())) {
            client.getDatabase(database()).drop();
        }
    }

    private String database() {
        return "proof_" + ProcessHandle.current().pid() + "_" + databases;
    }

    @Override
    public String location() {
        return location(port());
    }

    @Override
    public String location(int throughPort) {
        return "mongodb://127.0.0.1:" + throughPort + "/" + database() + "?retryWrites=false&directConnection=true";
    }

    @Override
    public int port() {
        String[] host = uri.getHosts().get(0).split(":", 2);
        return host.length == 1 ? 27_017 : Integer.parseInt(host[1]);
    }

    @Override
    public void awaitQuiet() {
        try {
            TimeUnit.MILLISECONDS.sleep(QUIET);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void kill() {
        throw notMine();
    }

    @Override
    public void stopImmediately() {
        throw notMine();
    }

    @Override
    public void restart() {
        throw notMine();
    }

    @Override
    public void pause() {
        throw notMine();
    }

    @Override
    public void resume() {
        throw notMine();
    }

    private static UnsupportedOperationException notMine() {
        return new UnsupportedOperationException("the server is not this process's to stop, or is this process");
    }

    @Override
    public void close() {
        drop();
        if (own != null) {
            own.shutdownNow();
        }
    }
}
