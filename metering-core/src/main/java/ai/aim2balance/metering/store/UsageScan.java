package ai.aim2balance.metering.store;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.LogPosition;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.UsageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link UsageQuery} means, said by going through all entries. */
final class UsageScan {
    /** How many entries more than are asked for are kept before the rest is cut off. */
    private static final int SPARE = 10_000;

    private UsageScan() {}

    /** As {@link ai.aim2balance.metering.analytics.UsageSource#aggregate}. */
    static List<UsageRow> aggregate(Iterable<Entry> entries, UsageQuery query) {
        UsageFilter filter = new UsageFilter(query);
        Map<Group, UsageTotals> groups = new HashMap<>();
        for (Entry entry : entries) {
            UsageRecord usage = entry.usage();
            if (usage != null && filter.test(entry)) {
                groups.computeIfAbsent(Group.of(entry, query), group -> new UsageTotals())
                        .add(usage.amounts());
            }
        }
        List<UsageRow> rows = new ArrayList<>(groups.size());
        groups.forEach((group, totals) -> rows.add(new UsageRow(group.values(), group.bucket(), totals.sums())));
        return rows;
    }

    /** As {@link ai.aim2balance.metering.analytics.UsageSource#log}. */
    static List<Entry> log(Iterable<Entry> entries, UsageQuery query) {
        Comparator<LogPosition> order = query.isNewestFirst() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        Comparator<Entry> byPlace = Comparator.comparing(LogPosition::of, order);
        UsageFilter filter = new UsageFilter(query);
        LogPosition after = query.after();
        long wanted = (long) query.offset() + query.limit();
        List<Entry> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (filter.test(entry) && (after == null || order.compare(LogPosition.of(entry), after) > 0)) {
                found.add(entry);
                if (found.size() >= wanted + Math.max(wanted, SPARE)) {
                    found.sort(byPlace);
                    found.subList((int) wanted, found.size()).clear();
                }
            }
        }
        found.sort(byPlace);
        return found.stream().skip(query.offset()).limit(query.limit()).toList();
    }

    private static Instant floor(Instant time, Duration width) {
        return Instant.ofEpochSecond(time.getEpochSecond() - Math.floorMod(time.getEpochSecond(), width.toSeconds()));
    }

    private record Group(
            Map<Dimension, @Nullable String> values,
            @Nullable Instant bucket) {
        static Group of(Entry entry, UsageQuery query) {
            Map<Dimension, @Nullable String> values = new EnumMap<>(Dimension.class);
            for (Dimension dimension : query.groupBy()) {
                values.put(dimension, dimension.of(entry));
            }
            Duration width = query.bucket();
            return new Group(values, width == null ? null : floor(entry.occurredAt(), width));
        }
    }
}
