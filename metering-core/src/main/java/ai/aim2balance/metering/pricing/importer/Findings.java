package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.importer.ImportFinding.Kind;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is to be said about an import, entry by entry. The same thing is said once. */
final class Findings {
    private static final int LONGEST_VALUE = 60;

    private final Set<ImportFinding> all = new LinkedHashSet<>();
    private String entry = "";
    private boolean refused;

    void begin(String name) {
        entry = name;
        refused = false;
    }

    void add(Kind kind, String field, @Nullable Object value, String reason) {
        String text = value instanceof BigDecimal decimal ? text(decimal) : String.valueOf(value);
        String shown = text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
        all.add(new ImportFinding(kind, entry + ": " + field, shown.replaceAll("\\p{Cntrl}", " "), reason));
        refused |= kind == Kind.REFUSED;
    }

    /** Whether something in the entry that was begun last cannot be a price. */
    boolean refused() {
        return refused;
    }

    List<ImportFinding> list() {
        return List.copyOf(all);
    }

    /** Not {@code toPlainString} for all: 1E+1000000000 would fill the memory. */
    private static String text(BigDecimal value) {
        return Math.abs((long) value.scale()) > 100 ? value.toString() : value.toPlainString();
    }
}
