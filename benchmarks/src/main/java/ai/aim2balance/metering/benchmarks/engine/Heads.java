package ai.aim2balance.metering.benchmarks.engine;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A thread that reads heads of accounts on a connection of its own, with a pause between them. */
final class Heads {
    private final AtomicLong reads = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopped;
    private volatile String failure = "";

    Heads(Engine engine, Path folder, Rows rows, int pauseMicros) {
        thread = new Thread(() -> read(engine, folder, rows, pauseMicros), "heads");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(Engine engine, Path folder, Rows rows, int pauseMicros) {
        SplittableRandom random = new SplittableRandom(1);
        try (Connection connection = engine.open(folder);
                PreparedStatement head = Rows.head(connection)) {
            while (!stopped) {
                long account = random.nextInt(1_000_000);
                head.setString(1, rows.tenant(account));
                head.setString(2, rows.user(account));
                try (ResultSet row = head.executeQuery()) {
                    row.next();
                }
                reads.incrementAndGet();
                if (pauseMicros > 0) {
                    LockSupport.parkNanos(pauseMicros * 1000L);
                }
            }
        } catch (SQLException e) {
            failure = e.toString();
        }
    }

    long reads() {
        return reads.get();
    }

    String failure() {
        return failure;
    }

    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
