package ai.aim2balance.metering.benchmarks.load;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How many bookings of each account were acknowledged. For one thread. */
final class Tally {
    private final long[] counts;

    Tally(int accounts) {
        this(new long[accounts]);
    }

    private Tally(long[] counts) {
        this.counts = counts;
    }

    void increment(int account) {
        counts[account]++;
    }

    void add(Tally other) {
        Arrays.setAll(counts, i -> counts[i] + other.counts[i]);
    }

    long of(int account) {
        return counts[account];
    }

    long sum() {
        return Arrays.stream(counts).sum();
    }

    String encode() {
        return Arrays.stream(counts).mapToObj(Long::toString).collect(Collectors.joining(","));
    }

    static Tally decode(String text) {
        return new Tally(
                Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray());
    }
}
