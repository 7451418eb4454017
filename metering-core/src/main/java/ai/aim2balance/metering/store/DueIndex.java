package ai.aim2balance.metering.store;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Entries that make something due, by due time, account, number.
 *
 * @param places the index; it says whether this is thread-safe
 */
record DueIndex(NavigableMap<EntryQuery.DuePosition, Entry> places) {
    /** No account comes before it: texts are not empty, and a blank is the lowest character that they may have. */
    private static final AccountId LOWEST = new AccountId(" ", " ");

    void add(Entry entry) {
        Instant dueAt = entry.dueAt();
        if (dueAt != null) {
            places.put(new EntryQuery.DuePosition(dueAt, entry.account(), entry.seq()), entry);
        }
    }

    List<Entry> find(EntryQuery.Due query) {
        EntryQuery.DuePosition start = new EntryQuery.DuePosition(query.from(), LOWEST, 0);
        if (query.after() != null && query.after().compareTo(start) > 0) {
            start = query.after();
        }
        List<Entry> found = new ArrayList<>();
        for (Map.Entry<EntryQuery.DuePosition, Entry> place :
                places.tailMap(start, false).entrySet()) {
            if (found.size() == query.limit() || place.getKey().dueAt().isAfter(query.to())) {
                break;
            }
            if (query.kinds().contains(place.getValue().kind())) {
                found.add(place.getValue());
            }
        }
        return found;
    }
}
