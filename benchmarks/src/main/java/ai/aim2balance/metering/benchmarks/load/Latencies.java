package ai.aim2balance.metering.benchmarks.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Histograms of nanoseconds, with three digits; made at their full size, so that they allocate nothing while it counts. */
final class Latencies {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);

    private Latencies() {}

    static Histogram empty() {
        return new Histogram(1, LONGEST, 3);
    }

    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.max(0, Math.min(nanos, LONGEST)));
    }
}
