package ai.aim2balance.metering.store;

import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Something to be done on one connection, for a caller who waits. It is begun or given up, never both. */
final class StoreTask<T> implements Runnable, StoreThreads.Beginning {
    private static final int WAITING = 0;
    private static final int BEGUN = 1;
    private static final int GIVEN_UP = 2;

    private final AtomicInteger state = new AtomicInteger();
    private final CompletableFuture<@Nullable T> result = new CompletableFuture<>();
    private final StoreThreads.Work<T> body;
    private volatile @Nullable Runnable cut;

    StoreTask(StoreThreads.Work<T> body) {
        this.body = body;
    }

    @Override
    public void run() {
        if (state.get() == GIVEN_UP) {
            return;
        }
        try {
            result.complete(body.run(this));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    @Override
    public boolean begin(Runnable ifItHangs) {
        cut = ifItHangs;
        return state.compareAndSet(WAITING, BEGUN);
    }

    T await(Duration toBegin, Duration toEnd) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + toBegin.toNanos();
        boolean begun = false;
        try {
            while (true) {
                try {
                    return result.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e);
                } catch (TimeoutException e) {
                    if (begun || state.compareAndSet(WAITING, GIVEN_UP)) {
                        throw givenUp(begun, begun ? toEnd : toBegin, e);
                    }
                    begun = true;
                    deadline = System.nanoTime() + toEnd.toNanos();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private MeteringStoreException givenUp(boolean begun, Duration after, TimeoutException e) {
        Runnable hangs = cut;
        if (begun && hangs != null) {
            hangs.run();
        }
        return begun
                ? new MeteringStoreException(Outcome.UNKNOWN, "no answer from the database after " + after, e)
                : new MeteringStoreException(Outcome.NOT_APPLIED, "no connection to the database after " + after, e);
    }

    /** The error as it was thrown over there, with the trace of this side beneath it. */
    private static RuntimeException rethrown(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException error) {
            error.addSuppressed(new IllegalStateException("asked for here"));
            return error;
        }
        return new IllegalStateException(e);
    }
}
