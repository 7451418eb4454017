package ai.aim2balance.metering.benchmarks.load;

import java.util.concurrent.locks.LockSupport;

/**
 * When the calls of one caller arrive: at fixed times, whether the one before is answered or not; or, without a rate, as
 * soon as it is. A latency counts from the arrival, so that a stall is not forgiven to the calls that wait behind it.
 */
final class Pace {
    private final Window window;
    private final double interval;
    private final double first;
    private long started;
    private long calls;

    /**
     * @param rate calls a second of all callers together; 0 for none
     * @param caller the caller's number among all
     * @param callers how many share the rate
     */
    Pace(Window window, double rate, int caller, int callers) {
        this.window = window;
        this.interval = rate > 0 ? callers * 1e9 / rate : 0;
        this.first = rate > 0 ? caller * 1e9 / rate : 0;
    }

    void start(long at) {
        started = at;
    }

    /** Waits for the next call to arrive; the time of its arrival. Meaningless once the window has ended. */
    long next() {
        if (interval == 0) {
            return System.nanoTime();
        }
        long due = due();
        calls++;
        for (long left = due - System.nanoTime(); left > 0 && !window.ended(); left = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, 50_000_000));
        }
        return due;
    }

    /** The arrival of a call that nobody has begun when the window ends; -1 where there is none left. */
    long missed() {
        if (interval == 0) {
            return -1;
        }
        long due = due();
        calls++;
        return due - window.endedAt() < 0 ? due : -1;
    }

    private long due() {
        return started + (long) (first + calls * interval);
    }
}
