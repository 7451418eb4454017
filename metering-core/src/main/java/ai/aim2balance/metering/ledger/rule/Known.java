package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one account that its postings ask about: by id, and what refers to them. Complete where it was read from
 * the store after the head; from the writer's memory otherwise, where the unique keys catch what is missing.
 */
public final class Known {
    private Map<String, Entry> byId = Map.of();
    private Map<Long, List<Entry>> byReference = Map.of();

    /** Adds an entry; adding it again changes nothing. */
    public void add(Entry entry) {
        if (byId.isEmpty()) {
            byId = new HashMap<>();
        }
        if (byId.put(entry.postingId(), entry) == null && entry.refersTo() != null) {
            if (byReference.isEmpty()) {
                byReference = new HashMap<>();
            }
            byReference
                    .computeIfAbsent(entry.refersTo(), seq -> new ArrayList<>())
                    .add(entry);
        }
    }

    /** The entry of that id, or null where none is known. */
    public @Nullable Entry byId(String id) {
        return byId.get(id);
    }

    /** What refers to the entry of that number. */
    public List<Entry> referringTo(long seq) {
        return byReference.getOrDefault(seq, List.of());
    }
}
