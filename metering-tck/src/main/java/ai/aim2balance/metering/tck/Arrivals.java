package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Follows the order of arrival as an export does: page after page, each from the cursor of the one before. */
final class Arrivals {
    /** Beyond a store's own lag; a store that shows everything at once never waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private Arrivals() {}

    /** What is read from a place on, until so many entries were seen and no more comes, or patience ends. */
    static List<Entry> from(MeteringStoreContract contract, @Nullable String cursor, int expected) {
        return follow(contract, cursor, 7, expected, () -> true);
    }

    /**
     * What a reader sees who begins at a place and polls.
     *
     * @param complete whether all writers are done; until then the reader goes on
     */
    static List<Entry> follow(
            MeteringStoreContract contract,
            @Nullable String cursor,
            int pageSize,
            int expected,
            BooleanSupplier complete) {
        List<Entry> seen = new ArrayList<>();
        @Nullable String place = cursor;
        long end = 0;
        while (true) {
            boolean over = complete.getAsBoolean();
            EntryPage page = contract.store().entries(new EntryQuery.Arrival(place, pageSize));
            seen.addAll(page.entries());
            place = page.cursor();
            if (over && page.entries().isEmpty()) {
                long now = System.nanoTime();
                if (end == 0) {
                    end = now + PATIENCE.plus(contract.arrivalLag()).toNanos();
                }
                if (seen.size() >= expected || now > end) {
                    return seen;
                }
            }
            if (page.entries().isEmpty()) {
                Racers.giveWay();
            }
            if (seen.size() > 2 * expected + EntryQuery.MOST_ENTRIES) {
                throw new AssertionError("the order of arrival does not end: " + seen.size() + " entries were read");
            }
        }
    }
}
