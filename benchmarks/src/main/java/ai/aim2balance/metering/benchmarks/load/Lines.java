package ai.aim2balance.metering.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a cell did, for people who watch. */
final class Lines {
    private Lines() {}

    static List<String> of(CellResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %s: %,.0f/s; p50 %.2f, p99 %.2f, p99.9 %.2f, longest %.2f ms; CPU %.0f µs (%.0f without compiler and collector)%s, %.1f kB each; %.0f B stored each",
                result.system(),
                result.shape(),
                result.perSecond(),
                result.latency(50),
                result.latency(99),
                result.latency(99.9),
                result.latency(100),
                result.clientCpu(),
                result.codeCpu(),
                result.serverCpu() < 0
                        ? ""
                        : String.format(Locale.ROOT, " and the server's %.0f µs", result.serverCpu()),
                result.allocated() / 1e3,
                result.bytesPerCall()));
        lines.add("    " + counts(result) + "; " + result.verdict().entries() + " stored"
                + (result.verdict().remark().isEmpty()
                        ? ""
                        : ", " + result.verdict().remark()));
        if (result.reports().size() > 1) {
            for (int i = 0; i < result.reports().size(); i++) {
                lines.add(String.format(
                        Locale.ROOT,
                        "    node %d: %.1f %% of all, longest wait %.1f ms, %s",
                        i,
                        100 * result.share(i),
                        result.reports().get(i).latencies().getMaxValue() / 1e6,
                        result.reports().get(i).counts()));
            }
        }
        return lines;
    }

    private static String counts(CellResult result) {
        StringBuilder text = new StringBuilder();
        if (result.count("batches") > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "%.1f entries an append, %d refused, %d failed, %d exclusive",
                    result.group(),
                    result.count("refusals"),
                    result.count("failures"),
                    result.count("exclusive")));
        } else {
            text.append(String.format(
                    Locale.ROOT, "%.2f retries a call", (double) result.count("retries") / Math.max(1, result.done())));
        }
        text.append(String.format(
                Locale.ROOT,
                "; %d ids repeated, %d calls without an answer",
                result.reports().stream().mapToLong(NodeReport::repeated).sum(),
                result.failed()));
        if (result.overdue() > 0) {
            text.append(String.format(Locale.ROOT, ", %d never begun", result.overdue()));
        }
        return text.toString();
    }
}
