package ai.aim2balance.metering.analytics;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sums of one group. Immutable and thread-safe.
 *
 * @param group the group's value of each dimension that was grouped by; null values for entries that have none
 * @param bucket where the group's span of time begins, or null where the query has none
 * @param sums what its entries add up to
 */
public record UsageRow(
        Map<Dimension, @Nullable String> group, @Nullable Instant bucket, UsageSums sums) {
    /** Copies the map. */
    public UsageRow {
        Map<Dimension, @Nullable String> copy = new EnumMap<>(Dimension.class);
        copy.putAll(group);
        group = Collections.unmodifiableMap(copy);
    }
}
