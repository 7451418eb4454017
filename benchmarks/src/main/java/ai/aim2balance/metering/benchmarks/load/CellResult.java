package ai.aim2balance.metering.benchmarks.load;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What one system did under one load.
 *
 * @param system which
 * @param shape the load
 * @param round what was run in the same round is compared
 * @param reports of its nodes
 * @param usage of all processes of the nodes
 * @param serverNanos CPU time of the server's processes, or -1
 * @param bytes how much the database has grown
 * @param verdict what the audit found
 */
record CellResult(
        String system,
        Shape shape,
        int round,
        List<NodeReport> reports,
        Usage usage,
        long serverNanos,
        long bytes,
        Verdict verdict) {

    double perSecond() {
        return reports.stream().mapToDouble(NodeReport::perSecond).sum();
    }

    long done() {
        return reports.stream().mapToLong(NodeReport::done).sum();
    }

    long failed() {
        return reports.stream().mapToLong(NodeReport::failed).sum();
    }

    long overdue() {
        return reports.stream().mapToLong(NodeReport::overdue).sum();
    }

    /** In milliseconds; 100 for the longest. */
    double latency(double percentile) {
        Histogram all = Latencies.empty();
        reports.forEach(report -> all.add(report.latencies()));
        return (percentile == 100 ? all.getMaxValue() : all.getValueAtPercentile(percentile)) / 1e6;
    }

    /** CPU time of clients for each call, in microseconds. */
    double clientCpu() {
        return usage.cpuNanos() / 1e3 / Math.max(1, done());
    }

    /** As {@link #clientCpu}, without compiler and collector: what would be left if the run went on. */
    double codeCpu() {
        return usage.codeNanos() / 1e3 / Math.max(1, done());
    }

    /** CPU time of the server for each call, in microseconds; negative where it is unknown. */
    double serverCpu() {
        return serverNanos < 0 ? -1 : serverNanos / 1e3 / Math.max(1, done());
    }

    double allocated() {
        return (double) usage.allocatedBytes() / Math.max(1, done());
    }

    double bytesPerCall() {
        return (double) bytes
                / Math.max(1, reports.stream().mapToLong(NodeReport::bookings).sum());
    }

    long count(String name) {
        return reports.stream()
                .map(NodeReport::counts)
                .mapToLong((Map<String, Long> counts) -> counts.getOrDefault(name, 0L))
                .sum();
    }

    /** How many entries one append had on average; 0 where there are no batches. */
    double group() {
        long batches = count("batches");
        return batches == 0 ? 0 : (double) count("entries") / batches;
    }

    /** A node's part of all calls, 1 for all. */
    double share(int node) {
        return reports.get(node).perSecond() / perSecond();
    }

    /** How far the share of a node is from equal at most, 0.25 for a quarter. */
    double unevenness() {
        double most = 0;
        for (int i = 0; i < reports.size(); i++) {
            most = Math.max(most, Math.abs(share(i) * reports.size() - 1));
        }
        return most;
    }

    boolean isGood() {
        return verdict.problems().isEmpty()
                && reports.stream().mapToLong(NodeReport::wrong).sum() == 0;
    }
}
