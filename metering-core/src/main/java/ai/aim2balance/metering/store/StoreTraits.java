package ai.aim2balance.metering.store;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.internal.Given;
import java.util.List;

/**
 * What a ledger must know about a store. Immutable and thread-safe.
 *
 * @param description the store and its durability in one line, for logs
 * @param durable whether what was acknowledged survives the end of the process
 * @param lanes how many batches should be under way at once, 1 to 1,024
 * @param mostEntries how many entries one batch may have, 2 to 10,000: a posting of a new account makes two
 */
public record StoreTraits(String description, boolean durable, int lanes, int mostEntries) {
    private static final int MOST_LANES = 1_024;

    /**
     * Checks the numbers.
     *
     * @throws InvalidInputException if a number is out of its range
     */
    public StoreTraits {
        if (lanes < 1 || lanes > MOST_LANES) {
            throw new InvalidInputException("lanes", Integer.toString(lanes), "1 to " + MOST_LANES);
        }
        if (mostEntries < 2 || mostEntries > EntryQuery.MOST_ENTRIES) {
            throw new InvalidInputException(
                    "mostEntries", Integer.toString(mostEntries), "2 to " + EntryQuery.MOST_ENTRIES);
        }
    }

    /**
     * Refuses what is no batch for {@link MeteringStore#append}: the one place for all stores that say so by an error.
     *
     * @param entries a batch
     * @throws InvalidInputException if it has more entries than {@link #mostEntries()}, is not sorted by account, or the
     *     numbers of an account are not consecutive
     */
    public void checkBatch(List<Entry> entries) {
        Given.notNull(entries, "entries", "a batch");
        if (entries.size() > mostEntries) {
            throw new InvalidInputException(
                    "entries", entries.size() + " entries", "at most " + mostEntries + " in a batch");
        }
        for (int i = 1; i < entries.size(); i++) {
            Entry before = entries.get(i - 1);
            Entry entry = entries.get(i);
            int order = before.account().compareTo(entry.account());
            if (order > 0) {
                throw new InvalidInputException(
                        "entries[" + i + "].account",
                        entry.account().toString(),
                        "an account not before that of the entry before, " + before.account());
            }
            if (order == 0 && entry.seq() != before.seq() + 1) {
                throw new InvalidInputException(
                        "entries[" + i + "].seq",
                        Long.toString(entry.seq()),
                        "the number behind that of the entry before, " + (before.seq() + 1));
            }
        }
    }
}
