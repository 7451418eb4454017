package ai.aim2balance.metering.store;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.Entry;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether a query means an entry. Its order, portion and groups are not looked at. */
record UsageFilter(UsageQuery query) implements Predicate<Entry> {
    @Override
    public boolean test(Entry entry) {
        return entry.usage() != null
                && query.scope().contains(entry.account())
                && (query.from() == null || !entry.occurredAt().isBefore(query.from()))
                && (query.to() == null || entry.occurredAt().isBefore(query.to()))
                && (query.asOf() == null || !entry.recordedAt().isAfter(query.asOf()))
                && hasAllowedValues(entry)
                && (query.search() == null || mentions(entry, query.search()));
    }

    private boolean hasAllowedValues(Entry entry) {
        for (Map.Entry<Dimension, Set<String>> filter : query.filters().entrySet()) {
            String value = filter.getKey().of(entry);
            if (value == null || !filter.getValue().contains(value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean mentions(Entry entry, String text) {
        return Dimension.searched().stream().anyMatch(dimension -> contains(dimension.of(entry), text));
    }

    /** Whether a text occurs in another, in any case of the letters A to Z alone. */
    private static boolean contains(@Nullable String whole, String part) {
        if (whole == null) {
            return false;
        }
        for (int start = 0; start + part.length() <= whole.length(); start++) {
            int i = 0;
            while (i < part.length() && lower(whole.charAt(start + i)) == lower(part.charAt(i))) {
                i++;
            }
            if (i == part.length()) {
                return true;
            }
        }
        return false;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
    }
}
