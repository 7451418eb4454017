package ai.aim2balance.metering.store;

import ai.aim2balance.metering.InvalidInputException;

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
}
