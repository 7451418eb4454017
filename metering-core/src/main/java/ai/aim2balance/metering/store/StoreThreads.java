package ai.aim2balance.metering.store;

import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which a store talks to its database; for adapters. Their own ones, for three reasons: no transaction that
 * is bound to a caller's thread is ever joined; no interrupt of a caller breaks a connection (or closes an embedded
 * database); and a caller can give up on a connection that hangs. A hand-over costs some ten microseconds. The
 * thread that was used last is used next, and with it, in most pools, the connection that was used last: both are warm.
 * Thread-safe.
 */
public final class StoreThreads implements AutoCloseable {
    private static final long IDLE_SECONDS = 30;

    private final ForkJoinPool threads;

    /**
     * What is done on a thread of the store. It takes what it needs, such as a connection, and asks whether it may begin.
     *
     * @param <T> what it returns
     */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Does it.
         *
         * @param beginning to be asked once, when everything is there
         * @return the result; any where it may not begin, since nobody waits for it
         */
        @Nullable
        T run(Beginning beginning);
    }

    /** Whether work may begin. */
    public interface Beginning {
        /**
         * Claims the right to begin.
         *
         * @param ifItHangs ends the work, for instance by cutting its connection; called on another thread
         * @return false where the caller has gone
         */
        boolean begin(Runnable ifItHangs);
    }

    /**
     * Threads of one kind, each started when it is needed.
     *
     * @param name what their names begin with
     * @param most how many at most
     */
    public StoreThreads(String name, int most) {
        AtomicInteger number = new AtomicInteger();
        this.threads = new ForkJoinPool(
                most,
                pool -> {
                    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                    thread.setName(name + "-" + number.incrementAndGet());
                    return thread;
                },
                null,
                true,
                most,
                most,
                1,
                null,
                IDLE_SECONDS,
                TimeUnit.SECONDS);
    }

    /**
     * Does something on a thread of the store, and waits for it whatever interrupts come.
     *
     * @param work what is done
     * @param toBegin how long it may wait for a thread and a connection; then it is never begun
     * @param toEnd how long it may take after that; then it is ended and its outcome is unknown
     * @return what the work returned
     * @param <T> what the work returns
     * @throws MeteringStoreException if it was never begun, or did not end; and whatever the work throws
     */
    public <T> T call(Work<T> work, Duration toBegin, Duration toEnd) {
        StoreTask<T> task = new StoreTask<>(work);
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw new MeteringStoreException(Outcome.NOT_APPLIED, "the store is closed", e);
        }
        return task.await(toBegin, toEnd);
    }

    /** Begins nothing new; what is under way ends by its own time limits. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
