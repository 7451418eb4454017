package ai.aim2balance.metering.store;

import ai.aim2balance.metering.entry.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries that a store found. Immutable and thread-safe.
 *
 * @param entries the entries in the order of the query
 * @param cursor for {@link EntryQuery.Arrival} the place behind the last entry, also where there is none new; else null
 */
public record EntryPage(List<Entry> entries, @Nullable String cursor) {
    /** Copies the list. */
    public EntryPage {
        entries = List.copyOf(entries);
    }
}
