package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.ledger.writer.CommitListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events off the leading threads and brings them to listeners, on one thread and in order. What does not fit is
 * dropped and counted: events are best effort.
 */
final class Events implements CommitListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Metering.class);
    private static final int MOST_WAITING = 10_000;
    private static final long ALARM_EVERY = TimeUnit.MINUTES.toNanos(1);

    private final List<MeteringListener> listeners;
    private final ThreadPoolExecutor thread;
    private final LongAdder dropped = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final AtomicLong alarmed = new AtomicLong(System.nanoTime() - ALARM_EVERY);

    Events(List<MeteringListener> listeners) {
        this.listeners = List.copyOf(listeners);
        this.thread =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                    Thread made = new Thread(task, "metering-events");
                    made.setDaemon(true);
                    return made;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void committed(List<Entry> entries) {
        if (!listeners.isEmpty()) {
            // One event for each entry, so that what waits is bounded by entries, not by batches.
            entries.forEach(entry -> tell(listener -> tell(listener, entry)));
        }
    }

    @Override
    public void clockAhead(AccountId account, Duration by) {
        long last = alarmed.get();
        if (System.nanoTime() - last >= ALARM_EVERY && alarmed.compareAndSet(last, System.nanoTime())) {
            LOG.warn("a node's clock is {} ahead of this one's", by);
            tell(listener -> listener.onClockAhead(account, by));
        }
    }

    void unrecorded(UnrecordedSpend spend) {
        lost.increment();
        tell(listener -> listener.onUnrecorded(spend));
    }

    long dropped() {
        return dropped.sum();
    }

    long unrecorded() {
        return lost.sum();
    }

    /** Each event by itself: one that a listener cannot take costs no other. */
    private static void tell(MeteringListener listener, Entry entry) {
        tell(listener, one -> one.onEntry(entry));
        if (entry.kind() == EntryKind.EXPIRE) {
            tell(listener, one -> one.onHoldExpired(entry));
        }
        Alerts.of(entry).forEach(alert -> tell(listener, one -> one.onAlert(alert)));
    }

    private void tell(Consumer<MeteringListener> event) {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            thread.execute(() -> listeners.forEach(listener -> tell(listener, event)));
        } catch (RejectedExecutionException e) {
            dropped.increment();
        }
    }

    private static void tell(MeteringListener listener, Consumer<MeteringListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOG.warn("a listener failed: {}", listener, e);
        }
    }

    /** Brings what is waiting, for a short while. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
                dropped.add(thread.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
