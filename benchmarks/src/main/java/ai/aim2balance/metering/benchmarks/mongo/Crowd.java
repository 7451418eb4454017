package ai.aim2balance.metering.benchmarks.mongo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Callers of one node or several that begin together. For one thread. */
final class Crowd {
    /** One call; the number is the caller's own. False where it was given up. */
    @FunctionalInterface
    interface Work {
        boolean call(long number, String caller);
    }

    private final List<Caller> callers = new ArrayList<>();
    private final CountDownLatch begin = new CountDownLatch(1);
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private int nodes;
    private double length;
    private volatile boolean over;

    void node(Work work, int count) {
        for (int i = 0; i < count; i++) {
            callers.add(new Caller(nodes, i, work));
        }
        nodes++;
    }

    void run(long calls) {
        left.set(calls);
        runFor(0);
    }

    /** For so many seconds, or until nothing is left. */
    void runFor(int seconds) {
        callers.forEach(Thread::start);
        long start = System.nanoTime();
        begin.countDown();
        try {
            if (seconds > 0) {
                Thread.sleep(seconds * 1_000L);
                over = true;
            }
            for (Caller caller : callers) {
                caller.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        length = (System.nanoTime() - start) / 1e9;
    }

    long done() {
        return callers.stream().mapToLong(caller -> caller.done).sum();
    }

    @Override
    public String toString() {
        long[] waits = callers.stream()
                .flatMapToLong(caller -> caller.waits.stream().mapToLong(Long::longValue))
                .sorted()
                .toArray();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d node(s) of %d caller(s), %,.0f calls/s, p50 %.2f ms, p99 %.1f ms, longest %.0f ms, %d given up",
                nodes,
                callers.size() / nodes,
                done() / length,
                waits[waits.length / 2] / 1e6,
                waits[(int) (waits.length * 0.99)] / 1e6,
                waits[waits.length - 1] / 1e6,
                callers.stream().mapToLong(caller -> caller.givenUp).sum()));
        if (nodes > 1) {
            long[] shares = new long[nodes];
            callers.forEach(caller -> shares[caller.node] += caller.done);
            text.append(", shares ")
                    .append(Arrays.stream(shares)
                            .mapToObj(share -> String.format(Locale.ROOT, "%.1f %%", 100.0 * share / done()))
                            .toList());
        }
        return text.toString();
    }

    private final class Caller extends Thread {
        private final int node;
        private final String caller;
        private final Work work;
        private final long first;
        private final List<Long> waits = new ArrayList<>();
        private long done;
        private long givenUp;

        Caller(int node, int number, Work work) {
            this.node = node;
            this.caller = Integer.toString(number);
            this.first = number * 7L;
            this.work = work;
        }

        @Override
        public void run() {
            try {
                begin.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            for (long number = first; !over && left.getAndDecrement() > 0; number++) {
                long start = System.nanoTime();
                if (work.call(number, caller)) {
                    done++;
                } else {
                    givenUp++;
                }
                waits.add(System.nanoTime() - start);
            }
        }
    }
}
