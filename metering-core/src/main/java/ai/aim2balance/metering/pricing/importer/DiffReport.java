package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.PriceCondition;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Words for a difference: one line for each model. */
final class DiffReport {
    private DiffReport() {}

    static String report(String title, List<DiffEntry> entries) {
        String counts = java.util.Arrays.stream(DiffEntry.Kind.values())
                .map(kind ->
                        entries.stream().filter(entry -> entry.kind() == kind).count() + " " + lower(kind))
                .collect(Collectors.joining(", "));
        long held = entries.stream().filter(DiffEntry::held).count();
        String lines = entries.stream().map(entry -> line(entry) + "\n").collect(Collectors.joining());
        return title + ": " + counts + "; " + held + " held for confirmation\n" + lines;
    }

    static String line(DiffEntry entry) {
        StringBuilder line = new StringBuilder();
        line.append(lower(entry.kind())).append(' ').append(entry.key());
        if (!entry.changes().isEmpty()) {
            line.append(entry.changes().stream().map(DiffReport::change).collect(Collectors.joining("; ", ": ", "")));
        }
        if (!entry.sources().isEmpty()) {
            line.append(" (").append(entry.sources()).append(')');
        }
        if (!entry.suspicions().isEmpty()) {
            line.append(entry.held() ? " HELD " : " ").append(entry.suspicions());
        }
        return line.toString().replaceAll("\\p{Cntrl}", " ");
    }

    private static String change(PriceChange change) {
        BigDecimal percent = change.percent();
        return condition(change.condition())
                + change.unit().key()
                + (change.above() == 0 ? "" : " above " + change.above())
                + " "
                + (change.before() == null ? "" : rate(change.before()) + " → ")
                + rate(change.after())
                + (percent == null ? "" : " (" + (percent.signum() > 0 ? "+" : "") + percent.toPlainString() + " %)");
    }

    private static String condition(PriceCondition condition) {
        String words = (condition.serviceTier() == null ? "" : " " + condition.serviceTier())
                + (Boolean.TRUE.equals(condition.batch()) ? " batch" : "")
                + (condition.region() == null ? "" : " " + condition.region())
                + (condition.daily() == null
                        ? ""
                        : " " + condition.daily().start() + "-"
                                + condition.daily().end())
                + (condition.from() == null ? "" : " from " + condition.from())
                + (condition.until() == null ? "" : " until " + condition.until());
        return words.isEmpty() ? "" : "[" + words.trim() + "] ";
    }

    private static String rate(@Nullable BigDecimal rate) {
        return rate == null ? "unpriced" : rate.stripTrailingZeros().toPlainString();
    }

    private static String lower(DiffEntry.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
