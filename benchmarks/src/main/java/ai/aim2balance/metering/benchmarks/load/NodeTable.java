package ai.aim2balance.metering.benchmarks.load;

import java.util.ArrayList;
import java.util.List;

/** How nodes share what they do. */
final class NodeTable {
    private final Results results;

    NodeTable(Results results) {
        this.results = results;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Results.Key key : results.keys()) {
            if (key.shape().nodes() > 1) {
                lines.add("| "
                        + String.join(
                                " | ",
                                key.where(),
                                key.shape().toString(),
                                key.system(),
                                results.spread(key, CellResult::perSecond).text("%,.0f"),
                                results.speed(key, key.of(key.shape().alone())).text("%.2f"),
                                results.spread(key, cell -> 100 * cell.unevenness())
                                        .text("%.0f %%"),
                                results.spread(key, cell -> cell.latency(100)).text("%,.0f"),
                                results.spread(key, cell -> (double) cell.count("refusals") / cell.count("batches"))
                                        .text("%.3f"))
                        + " |");
            }
        }
        if (!lines.isEmpty()) {
            lines.add(0, "| --- | --- | --- | --- | --- | --- | --- | --- |");
            lines.add(
                    0,
                    "| store | load | system | calls/s | of one node | share off equal, most | longest wait ms"
                            + " | refusals an append |");
            lines.add(0, "");
        }
        return lines;
    }
}
