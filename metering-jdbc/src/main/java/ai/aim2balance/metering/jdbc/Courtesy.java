package ai.aim2balance.metering.jdbc;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Turns of those who write to one file, in the order of asking, within this process. A database that keeps writers apart by
 * letting them ask again and again is not fair, and slow under contention. Whoever has waited too long goes without: the
 * database itself keeps writers apart. Thread-safe.
 */
final class Courtesy {
    private static final Map<String, Courtesy> OF_FILES = new ConcurrentHashMap<>();

    private final Semaphore turn = new Semaphore(1, true);

    private Courtesy() {}

    /** The same one for every store in this process on a file. */
    static Courtesy of(String file) {
        return OF_FILES.computeIfAbsent(file, any -> new Courtesy());
    }

    /** A turn, or the right to go without one. */
    interface Turn {
        void close();
    }

    Turn take(Duration patience) {
        boolean taken = false;
        try {
            taken = turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // A thread of the store: nobody interrupts it to stop it, and a turn is never needed.
            Thread.currentThread().interrupt();
        }
        return taken ? turn::release : () -> {};
    }
}
