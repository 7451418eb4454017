package ai.aim2balance.metering.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What the callers of one node saw.
 *
 * @param nanos how long was measured
 * @param done calls that were answered while it was measured
 * @param failed calls without a good answer, in the whole run
 * @param repeated ids that were sent again, in the whole run
 * @param wrong answers to them that were not the first one
 * @param overdue calls that had arrived, but that nobody had begun when the run ended
 * @param usage what the node's process used while it was measured; nothing where nodes share a process
 * @param counts what the client counted while it was measured; sums of money in the whole run
 * @param acknowledged how many bookings of each account were acknowledged, in the whole run
 * @param latencies in nanoseconds, of calls that began while it was measured
 */
record NodeReport(
        long nanos,
        long done,
        long failed,
        long repeated,
        long wrong,
        long overdue,
        Usage usage,
        Map<String, Long> counts,
        Tally acknowledged,
        Histogram latencies) {
    private static final int FIELDS = 12;

    double perSecond() {
        return done * 1e9 / nanos;
    }

    long bookings() {
        return acknowledged.sum();
    }

    NodeReport with(Usage used) {
        return new NodeReport(nanos, done, failed, repeated, wrong, overdue, used, counts, acknowledged, latencies);
    }

    /** One line. */
    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(latencies.getNeededByteBufferCapacity());
        int length = latencies.encodeIntoCompressedByteBuffer(bytes);
        return String.join(
                " ",
                Long.toString(nanos),
                Long.toString(done),
                Long.toString(failed),
                Long.toString(repeated),
                Long.toString(wrong),
                Long.toString(overdue),
                Long.toString(usage.cpuNanos()),
                Long.toString(usage.codeNanos()),
                Long.toString(usage.allocatedBytes()),
                new TreeMap<>(counts)
                        .entrySet().stream()
                                .map(e -> e.getKey() + "=" + e.getValue())
                                .collect(Collectors.joining(",")),
                acknowledged.encode(),
                Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length)));
    }

    static NodeReport decode(String line) {
        String[] fields = line.split(" ", FIELDS);
        Map<String, Long> counts = new HashMap<>();
        for (String count : fields[9].split(",", -1)) {
            int equals = count.indexOf('=');
            counts.put(count.substring(0, equals), Long.parseLong(count.substring(equals + 1)));
        }
        try {
            return new NodeReport(
                    Long.parseLong(fields[0]),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[2]),
                    Long.parseLong(fields[3]),
                    Long.parseLong(fields[4]),
                    Long.parseLong(fields[5]),
                    new Usage(Long.parseLong(fields[6]), Long.parseLong(fields[7]), Long.parseLong(fields[8])),
                    counts,
                    Tally.decode(fields[10]),
                    Histogram.decodeFromCompressedByteBuffer(
                            ByteBuffer.wrap(Base64.getDecoder().decode(fields[11])), 0));
        } catch (DataFormatException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
