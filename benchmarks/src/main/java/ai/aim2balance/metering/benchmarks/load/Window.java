package ai.aim2balance.metering.benchmarks.load;

import java.util.concurrent.CountDownLatch;

/** When callers begin, when it counts, and when they stop. */
final class Window {
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile long startedAt;
    private volatile long measuredFrom;
    private volatile long endedAt;
    private volatile boolean measures;
    private volatile boolean ended;

    void start() {
        startedAt = System.nanoTime();
        begun.countDown();
    }

    void measure() {
        measuredFrom = System.nanoTime();
        measures = true;
    }

    void end() {
        endedAt = System.nanoTime();
        measures = false;
        ended = true;
    }

    /** Waits until callers begin. */
    long awaitStart() throws InterruptedException {
        begun.await();
        return startedAt;
    }

    boolean measures() {
        return measures;
    }

    boolean ended() {
        return ended;
    }

    long endedAt() {
        return endedAt;
    }

    /** Whether a call that arrived then belongs to what is measured. */
    boolean contains(long arrival) {
        return measuredFrom != 0 && arrival - measuredFrom >= 0 && (!ended || arrival - endedAt < 0);
    }

    long nanos() {
        return endedAt - measuredFrom;
    }
}
