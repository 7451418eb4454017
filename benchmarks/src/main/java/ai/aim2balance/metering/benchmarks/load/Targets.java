package ai.aim2balance.metering.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What this library wants to reach, beside what it reached. */
final class Targets {
    private static final int MANY = 64;
    private static final int THOUSAND = 1_000;

    private final Results results;
    private final List<String> lines = new ArrayList<>();

    Targets(Results results) {
        this.results = results;
    }

    List<String> lines() {
        for (Results.Key key : results.keys()) {
            if (key.system().equals(Contenders.OURS) && key.shape().rate() == 0) {
                speed(key);
                nodes(key);
            }
        }
        if (!lines.isEmpty()) {
            lines.add(0, "| --- | --- | --- | --- |");
            lines.add(0, "| where | what | target | measured |");
            lines.add(0, "");
        }
        return lines;
    }

    private void speed(Results.Key key) {
        Shape shape = key.shape();
        if (shape.nodes() > 1) {
            return;
        }
        Results.Key librechat = key.of(Contenders.LIBRECHAT);
        Results.Key transaction = key.of(Contenders.TRANSACTION);
        boolean server = key.store().equals(Engine.POSTGRES.toString());
        if (shape.callers() == 1) {
            line(key, "calls/s × transaction", ">= 1", results.speed(key, transaction), m -> m >= 1, "%.2f");
        } else if (shape.callers() == MANY && !server) {
            line(key, "calls/s × transaction", ">= 10", results.speed(key, transaction), m -> m >= 10, "%.1f");
            line(
                    key,
                    "bytes of file for each call",
                    "<= 2048",
                    results.spread(key, CellResult::bytesPerCall),
                    m -> m > 0 && m <= 2_048,
                    "%.0f");
        } else if (shape.callers() == MANY && shape.accounts() == 1) {
            line(key, "calls/s × librechat", ">= 100", results.speed(key, librechat), m -> m >= 100, "%.0f");
            line(key, "calls/s × transaction", ">= 50", results.speed(key, transaction), m -> m >= 50, "%.0f");
            line(
                    key,
                    "p99 of librechat ÷ p99",
                    ">= 50",
                    results.ratio(key, librechat, (mine, its) -> its.latency(99) / mine.latency(99)),
                    m -> m >= 50,
                    "%.0f");
        } else if (shape.callers() == MANY && shape.accounts() == THOUSAND) {
            line(key, "calls/s × librechat", ">= 25", results.speed(key, librechat), m -> m >= 25, "%.1f");
        }
    }

    private void nodes(Results.Key key) {
        if (key.shape().nodes() > 1 && key.shape().accounts() == 1) {
            line(
                    key,
                    "share of each node off equal",
                    "<= 25 %",
                    results.spread(key, cell -> 100 * cell.unevenness()),
                    m -> m <= 25,
                    "%.0f %%");
            line(
                    key,
                    "longest wait",
                    "<= 500 ms",
                    results.spread(key, cell -> cell.latency(100)),
                    m -> m <= 500,
                    "%.0f ms");
            line(
                    key,
                    "calls/s of one node",
                    ">= 0.5",
                    results.speed(key, key.of(key.shape().alone())),
                    m -> m >= 0.5,
                    "%.2f");
        }
    }

    private void line(
            Results.Key key, String what, String target, Spread measured, Predicate<Double> reached, String format) {
        if (measured.exists()) {
            lines.add("| " + key.where() + ", " + key.shape() + " | " + what + " | " + target + " | "
                    + measured.text(format) + (reached.test(measured.median()) ? "" : ": missed") + " |");
        }
    }
}
