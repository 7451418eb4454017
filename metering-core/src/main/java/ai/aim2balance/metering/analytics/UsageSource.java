package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.entry.Entry;
import java.util.List;

/** Where usage is asked for. A store implements it; nothing else needs to. Implementations are thread-safe. */
public interface UsageSource {
    /**
     * Exact sums of the entries with usage that a query means, grouped as it says.
     *
     * @param query scope, time, filters and groups; its order and portion are not looked at
     * @return a row for each group that has an entry, in no order; without groups one row, or none where there is no
     *     entry
     */
    List<UsageRow> aggregate(UsageQuery query);

    /**
     * The entries with usage that a query means, in its order.
     *
     * @param query scope, time, filters, order and portion; its groups are not looked at
     * @return at most as many entries as the portion says
     */
    List<Entry> log(UsageQuery query);
}
