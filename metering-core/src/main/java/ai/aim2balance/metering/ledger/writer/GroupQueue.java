package ai.aim2balance.metering.ledger.writer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whoever comes first works for all that wait. While one thread leads, the items of others collect; it takes what has
 * collected as one batch, and hands over when its own item is done. No timer: a lone caller works at once.
 *
 * <p>No item is left without a leader: an item is queued before its owner tries to lead, the leader looks into the queue
 * after it has stepped down, and a waiter that leaves looks as well.
 *
 * @param <T> what is queued
 */
final class GroupQueue<T extends GroupQueue.Item> {
    private static final int SPINS = 64;

    /**
     * For how long after it began a leader goes on for others when its own item is done, in nanoseconds: about what
     * waking the next one costs. A batch that goes to a disk takes longer, and then it hands over at once.
     */
    private static final long GENEROSITY = 50_000;

    /** A wait that is longer has no limit: some seventy years, in nanoseconds. */
    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    private final ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean led = new AtomicBoolean();
    private final int mostItems;
    private final Consumer<List<T>> work;
    private final Executor executor;
    private final int mostSpins;

    GroupQueue(int mostItems, Consumer<List<T>> work, Executor executor) {
        this(mostItems, work, executor, SPINS);
    }

    /** {@code mostSpins}: how often a waiter looks again before it parks. */
    GroupQueue(int mostItems, Consumer<List<T>> work, Executor executor, int mostSpins) {
        this.mostItems = mostItems;
        this.work = work;
        this.executor = executor;
        this.mostSpins = mostSpins;
    }

    /** Something that is done by whoever leads. */
    abstract static class Item {
        private volatile @Nullable Thread waiter;

        /**
         * Names who waits for it and for nothing else until then; null where nobody does, or somebody begins to only
         * later, when what he waits for before is done.
         */
        Item(@Nullable Thread waiter) {
            this.waiter = waiter;
        }

        /** Whether it is done; once true, for ever. */
        abstract boolean isDone();

        /** Wakes whoever waits for it. */
        final void wake() {
            Thread waiting = waiter;
            if (waiting != null && waiting != Thread.currentThread()) {
                LockSupport.unpark(waiting);
            }
        }
    }

    /** Puts an item into the queue. Must be followed by {@link #await} or {@link #leadSomewhere}. */
    void add(T item) {
        queue.add(item);
    }

    /**
     * Waits until the item is done, and works for others meanwhile.
     *
     * @return false where the deadline passed or the thread was interrupted first; the interrupt is kept, and the item
     *     will be done nonetheless
     */
    boolean await(T item, long deadline) {
        awaited(item);
        int spins = mostSpins;
        while (!item.isDone()) {
            if (led.compareAndSet(false, true)) {
                lead(item);
            } else if (spins > 0) {
                spins--;
                Thread.onSpinWait();
            } else if (!parked(item, deadline)) {
                // From now on nobody hands over to this thread; whoever looked before this line has stepped down.
                left(item);
                leadSomewhere();
                return false;
            }
        }
        return true;
    }

    /** Sees to it that what is queued has a leader. */
    void leadSomewhere() {
        T next = queue.peek();
        if (next == null || led.get()) {
            return;
        }
        if (isAwaited(next)) {
            next.wake();
            return;
        }
        try {
            executor.execute(this::leadAll);
        } catch (RejectedExecutionException closing) {
            leadAll();
        }
    }

    private boolean parked(T item, long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
            return item.isDone();
        }
        if (left > FOR_EVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, left);
        }
        return true;
    }

    private static boolean isAwaited(Item item) {
        return item.waiter != null;
    }

    private static void awaited(Item item) {
        if (item.waiter == null) {
            item.waiter = Thread.currentThread();
        }
    }

    private static void left(Item item) {
        item.waiter = null;
    }

    private void leadAll() {
        if (led.compareAndSet(false, true)) {
            lead(null);
        }
    }

    /** Works until the own item is done; without one, for one batch, so that queues take turns on the executor. */
    private void lead(@Nullable T own) {
        // A store must not be disturbed by the interrupt of one caller among many.
        boolean interrupted = Thread.interrupted();
        try {
            long begun = System.nanoTime();
            List<T> batch = next();
            while (!batch.isEmpty()) {
                work.accept(batch);
                boolean free = own == null || own.isDone();
                if (free && (queue.isEmpty() || System.nanoTime() - begun > GENEROSITY)) {
                    break;
                }
                batch = next();
            }
        } finally {
            led.set(false);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            leadSomewhere();
        }
    }

    private List<T> next() {
        T first = queue.poll();
        if (first == null) {
            return List.of();
        }
        T second = queue.poll();
        if (second == null) {
            return List.of(first);
        }
        List<T> batch = new ArrayList<>();
        batch.add(first);
        for (T item = second; item != null; item = batch.size() < mostItems ? queue.poll() : null) {
            batch.add(item);
        }
        return batch;
    }
}
