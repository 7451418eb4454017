package ai.aim2balance.metering.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How fast everybody is, and how many times as fast as the baselines. */
final class SpeedTable {
    private final Results results;

    SpeedTable(Results results) {
        this.results = results;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| store | load | system | calls/s | × librechat | × transaction | p50 ms | p99 ms | p99.9 ms | longest ms"
                        + " | CPU µs, of it Java code + server's | kB | entries an append |");
        lines.add("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (Results.Key key : results.keys()) {
            lines.add("| "
                    + String.join(
                            " | ",
                            key.where(),
                            key.shape().toString(),
                            key.system(),
                            results.spread(key, CellResult::perSecond).text("%,.0f"),
                            against(key, Contenders.LIBRECHAT),
                            against(key, Contenders.TRANSACTION),
                            results.spread(key, cell -> cell.latency(50)).text("%,.2f"),
                            results.spread(key, cell -> cell.latency(99)).text("%,.2f"),
                            median(key, 99.9),
                            median(key, 100),
                            cpu(key),
                            String.format(
                                    Locale.ROOT,
                                    "%.1f",
                                    results.spread(key, CellResult::allocated).median() / 1e3),
                            group(key))
                    + " |");
        }
        return lines;
    }

    private String against(Results.Key key, String other) {
        return key.system().equals(other)
                ? ""
                : results.speed(key, key.of(other)).text("%,.1f");
    }

    private String median(Results.Key key, double percentile) {
        return String.format(
                Locale.ROOT,
                "%,.1f",
                results.spread(key, cell -> cell.latency(percentile)).median());
    }

    private String cpu(Results.Key key) {
        double server = results.spread(key, CellResult::serverCpu).median();
        double client = results.spread(key, CellResult::clientCpu).median();
        double code = results.spread(key, CellResult::codeCpu).median();
        return String.format(Locale.ROOT, "%,.0f, %,.0f", client, code)
                + (server < 0 ? "" : String.format(Locale.ROOT, " + %,.0f", server));
    }

    private String group(Results.Key key) {
        double group = results.spread(key, CellResult::group).median();
        return group == 0 ? "" : String.format(Locale.ROOT, "%.1f", group);
    }
}
