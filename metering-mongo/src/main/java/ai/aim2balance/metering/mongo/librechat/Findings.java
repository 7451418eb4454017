package ai.aim2balance.metering.mongo.librechat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts of what was found, each with its first examples: bounded, however much there is. For one thread. */
final class Findings {
    private static final int MOST_EXAMPLES = 5;

    private final Map<String, Found> byKind = new LinkedHashMap<>();

    private static final class Found {
        private long count;
        private final List<String> examples = new ArrayList<>();
    }

    void add(String what, String source, long rows, @Nullable String detail) {
        Found found = byKind.computeIfAbsent(what, kind -> new Found());
        found.count += rows;
        if (found.examples.size() < MOST_EXAMPLES) {
            found.examples.add(Shown.text(source) + (detail == null ? "" : ": " + Shown.sentence(detail)));
        }
    }

    List<ImportReport.Finding> list() {
        return byKind.entrySet().stream()
                .map(kind -> new ImportReport.Finding(kind.getKey(), kind.getValue().count, kind.getValue().examples))
                .toList();
    }
}
