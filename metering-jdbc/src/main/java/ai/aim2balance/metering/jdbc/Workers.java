package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which a store talks to its database. Their own ones, for three reasons: no transaction that is bound to
 * a caller's thread is ever joined; no interrupt of a caller breaks a connection (or closes an embedded database); and a
 * caller can give up on a connection that hangs. A hand-over costs some ten microseconds. Thread-safe.
 */
final class Workers implements AutoCloseable {
    private static final long IDLE_SECONDS = 30;

    private final ForkJoinPool threads;

    /** At most so many threads of that name, each started when it is needed. */
    Workers(String name, int most) {
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
     * Does a task on a thread of the store, and waits for it whatever interrupts come.
     *
     * @param task what is done
     * @param toBegin how long it may wait for a thread and a connection; then it is never begun
     * @param toEnd how long it may take after that; then its connection is cut and its outcome is unknown
     */
    <T> T call(Task<T> task, Duration toBegin, Duration toEnd) {
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
