package ai.aim2balance.metering.ledger.writer;

import ai.aim2balance.metering.ledger.rule.Posting;
import ai.aim2balance.metering.store.MeteringStoreException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A posting on its way, and who waits for it. */
final class Ticket extends GroupQueue.Item {
    final Posting posting;
    final long deadline;
    private final @Nullable CompletableFuture<Result> future;
    private final Executor executor;
    private final Semaphore room;

    /** Whether an attempt with this posting ended without saying what it did. Only the leader looks at it. */
    boolean attempted;

    /** The store's last error with this posting. Only the leader looks at it. */
    @Nullable
    MeteringStoreException error;

    /** Whether the store failed on this posting alone. Only the leader looks at it. */
    boolean troubled;

    private volatile @Nullable Result result;

    private Ticket(
            Posting posting,
            long deadline,
            @Nullable Thread waiter,
            @Nullable CompletableFuture<Result> future,
            Executor executor,
            Semaphore room) {
        super(waiter);
        this.posting = posting;
        this.deadline = deadline;
        this.future = future;
        this.executor = executor;
        this.room = room;
    }

    /** For one of many, which its caller does not wait for yet. */
    static Ticket amongMany(Posting posting, long deadline, Executor executor, Semaphore room) {
        return new Ticket(posting, deadline, null, null, executor, room);
    }

    static Ticket blocking(Posting posting, long deadline, Executor executor, Semaphore room) {
        return new Ticket(posting, deadline, Thread.currentThread(), null, executor, room);
    }

    static Ticket async(Posting posting, long deadline, Executor executor, Semaphore room) {
        return new Ticket(posting, deadline, null, new CompletableFuture<>(), executor, room);
    }

    @Nullable
    Result result() {
        return result;
    }

    CompletableFuture<Result> future() {
        return Objects.requireNonNull(future);
    }

    /** The caller's code runs neither on the thread that leads nor on those that lead for others. */
    void complete(Result outcome) {
        if (result != null) {
            return;
        }
        result = outcome;
        CompletableFuture<Result> promised = future;
        if (promised != null) {
            promise(promised, outcome);
        } else {
            wake();
        }
        // After the executor has it: whoever waits for room to be whole may shut the executor down.
        room.release();
    }

    private void promise(CompletableFuture<Result> promised, Result outcome) {
        try {
            executor.execute(() -> promised.complete(outcome));
        } catch (RejectedExecutionException e) {
            promised.completeAsync(() -> outcome);
        }
    }

    @Override
    boolean isDone() {
        return result != null;
    }
}
