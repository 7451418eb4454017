package ai.aim2balance.metering.store;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All entries in the order in which they were committed. An entry is numbered and visible in one step, so nothing can
 * appear before a place that was passed. A cursor is the number of entries before a place. Thread-safe.
 */
final class ArrivalLog {
    /** Entries are kept in pieces, so that no append has to copy all of them. */
    private static final int PIECE = 4_096;

    private final List<Entry[]> pieces = new ArrayList<>();
    private long size;

    synchronized void add(Entry entry) {
        int place = (int) (size % PIECE);
        if (place == 0) {
            pieces.add(new Entry[PIECE]);
        }
        pieces.get(pieces.size() - 1)[place] = entry;
        size++;
    }

    synchronized long size() {
        return size;
    }

    synchronized EntryPage find(EntryQuery.Arrival query) {
        long from = place(query.cursor());
        long to = Math.min(size, from + query.limit());
        List<Entry> found = new ArrayList<>((int) (to - from));
        for (long i = from; i < to; i++) {
            found.add(pieces.get((int) (i / PIECE))[(int) (i % PIECE)]);
        }
        return new EntryPage(found, Long.toString(to));
    }

    private long place(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        try {
            long place = Long.parseLong(cursor);
            if (place >= 0 && place <= size) {
                return place;
            }
        } catch (NumberFormatException e) {
            throw foreign(cursor, e);
        }
        throw foreign(cursor, null);
    }

    private InvalidInputException foreign(String cursor, @Nullable Throwable cause) {
        return new InvalidInputException("cursor", cursor, "0 to " + size + ", as this store gave it", cause);
    }
}
