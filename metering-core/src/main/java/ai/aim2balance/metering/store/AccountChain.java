package ai.aim2balance.metering.store;

import ai.aim2balance.metering.entry.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The entries of one account and its two unique keys. Thread-safe; no call waits for more than another call. */
final class AccountChain {
    private static final int FIRST_CAPACITY = 4;

    /** The entry with number n is at n - 1. A place is written once, so a reader may keep the array it found. */
    private Entry[] bySeq = new Entry[FIRST_CAPACITY];

    private int size;
    private final Map<String, Entry> byId = new HashMap<>();
    private final Map<Long, List<Entry>> byReference = new HashMap<>(0);
    private final DueIndex due = new DueIndex(new TreeMap<>());
    private final DueIndex dueOfAll;
    private final ArrivalLog arrivals;

    /** An empty chain, which adds its entries to the orders of the whole store too. */
    AccountChain(DueIndex dueOfAll, ArrivalLog arrivals) {
        this.dueOfAll = dueOfAll;
        this.arrivals = arrivals;
    }

    /**
     * Adds an entry, or says which key it breaks. An entry that breaks both keys is refused for its id: a repeat is what
     * a writer wants to know first.
     */
    synchronized AppendResult.@Nullable Refusal add(Entry entry) {
        if (entry.seq() != size + 1) {
            return byId.containsKey(entry.postingId())
                    ? AppendResult.Refusal.ID
                    : entry.seq() <= size ? AppendResult.Refusal.SEQ : AppendResult.Refusal.PREDECESSOR;
        }
        if (byId.putIfAbsent(entry.postingId(), entry) != null) {
            return AppendResult.Refusal.ID;
        }
        if (size == bySeq.length) {
            bySeq = Arrays.copyOf(bySeq, size * 2);
        }
        bySeq[size++] = entry;
        if (entry.refersTo() != null) {
            byReference
                    .computeIfAbsent(entry.refersTo(), original -> new ArrayList<>(1))
                    .add(entry);
        }
        due.add(entry);
        dueOfAll.add(entry);
        arrivals.add(entry);
        return null;
    }

    synchronized @Nullable Entry head() {
        return size == 0 ? null : bySeq[size - 1];
    }

    /** All entries so far, without a copy. */
    synchronized List<Entry> all() {
        return Arrays.asList(bySeq).subList(0, size);
    }

    synchronized List<Entry> from(long seq, int limit) {
        if (seq > size) {
            return List.of();
        }
        int start = (int) Math.max(seq - 1, 0);
        return List.of(Arrays.copyOfRange(bySeq, start, Math.min(size - start, limit) + start));
    }

    synchronized List<Entry> withIds(Set<String> ids) {
        return ids.stream()
                .flatMap(id -> Stream.ofNullable(byId.get(id)))
                .sorted((a, b) -> Long.compare(a.seq(), b.seq()))
                .toList();
    }

    synchronized List<Entry> referringTo(Set<Long> originals) {
        return originals.stream()
                .flatMap(original -> byReference.getOrDefault(original, List.of()).stream())
                .sorted((a, b) -> Long.compare(a.seq(), b.seq()))
                .toList();
    }

    synchronized List<Entry> due(EntryQuery.Due query) {
        return due.find(query);
    }
}
