package ai.aim2balance.metering.ledger;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who leads where no caller waits: two daemon threads of the ledger's own, which run no code of the application; and who
 * completes futures, and so runs what callers attach to them: the application's executor, or the common pool.
 */
final class Leaders implements AutoCloseable {
    private static final int THREADS = 2;

    private final ExecutorService own;
    private final Executor answers;

    Leaders(@Nullable Executor given) {
        this.own = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "metering-leader");
            thread.setDaemon(true);
            return thread;
        });
        this.answers = given == null ? ForkJoinPool.commonPool() : given;
    }

    Executor executor() {
        return own;
    }

    Executor answers() {
        return answers;
    }

    @Override
    public void close() {
        own.shutdown();
        try {
            own.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
