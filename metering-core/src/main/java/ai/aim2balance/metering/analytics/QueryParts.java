package ai.aim2balance.metering.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that makes a {@link UsageQuery}; each step gives a copy. */
record QueryParts(
        Scope scope,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Instant asOf,
        Map<Dimension, Set<String>> filters,
        @Nullable String search,
        Set<Dimension> groupBy,
        @Nullable Duration bucket,
        boolean newestFirst,
        Portion portion) {
    /** Which of the listed entries. */
    record Portion(@Nullable LogPosition after, int offset, int limit) {}

    static QueryParts of(Scope scope, int limit) {
        return new QueryParts(
                scope, null, null, null, Map.of(), null, Set.of(), null, true, new Portion(null, 0, limit));
    }

    QueryParts withScope(Scope otherScope) {
        return new QueryParts(otherScope, from, to, asOf, filters, search, groupBy, bucket, newestFirst, portion);
    }

    QueryParts withTime(@Nullable Instant otherFrom, @Nullable Instant otherTo) {
        return new QueryParts(scope, otherFrom, otherTo, asOf, filters, search, groupBy, bucket, newestFirst, portion);
    }

    QueryParts withAsOf(@Nullable Instant otherAsOf) {
        return new QueryParts(scope, from, to, otherAsOf, filters, search, groupBy, bucket, newestFirst, portion);
    }

    QueryParts withFilters(Map<Dimension, Set<String>> otherFilters) {
        return new QueryParts(scope, from, to, asOf, otherFilters, search, groupBy, bucket, newestFirst, portion);
    }

    QueryParts withSearch(@Nullable String otherSearch) {
        return new QueryParts(scope, from, to, asOf, filters, otherSearch, groupBy, bucket, newestFirst, portion);
    }

    QueryParts withGroupBy(Set<Dimension> otherGroupBy) {
        return new QueryParts(scope, from, to, asOf, filters, search, otherGroupBy, bucket, newestFirst, portion);
    }

    QueryParts withBucket(@Nullable Duration otherBucket) {
        return new QueryParts(scope, from, to, asOf, filters, search, groupBy, otherBucket, newestFirst, portion);
    }

    QueryParts withNewestFirst(boolean otherNewestFirst) {
        return new QueryParts(scope, from, to, asOf, filters, search, groupBy, bucket, otherNewestFirst, portion);
    }

    QueryParts withPortion(Portion otherPortion) {
        return new QueryParts(scope, from, to, asOf, filters, search, groupBy, bucket, newestFirst, otherPortion);
    }
}
