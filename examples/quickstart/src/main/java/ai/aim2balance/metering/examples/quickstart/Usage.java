package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.EnvironmentalTotals;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.TimeRange;
import ai.aim2balance.metering.analytics.UsageBreakdown;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageSeries;
import ai.aim2balance.metering.analytics.UsageSums;
import ai.aim2balance.metering.ledger.Metering;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The questions of this example to the ledger, all about the whole replay. */
final class Usage {
    private static final int MOST_ROWS = 100;

    private final Metering metering;
    private final UsageQuery query;
    private final TimeRange range;

    /** {@code calls} in the order of their time. */
    Usage(Metering metering, List<Recorded> calls) {
        Instant from = calls.get(0).call().at().truncatedTo(ChronoUnit.MINUTES);
        Instant to = calls.get(calls.size() - 1)
                .call()
                .at()
                .truncatedTo(ChronoUnit.MINUTES)
                .plus(1, ChronoUnit.MINUTES);
        this.metering = metering;
        this.query = UsageQuery.of(metering.operator().allTenants());
        this.range = TimeRange.between(from, to, ZoneOffset.UTC);
    }

    UsageBreakdown breakdown(Dimension by, @Nullable Dimension split) {
        return metering.usage().breakdown(query, range, by, MOST_ROWS, split);
    }

    UsageBreakdown users(String tenant) {
        return metering.usage().breakdown(query.within(Scope.tenant(tenant)), range, Dimension.USER, MOST_ROWS, null);
    }

    UsageSums total() {
        return metering.usage().summary(query, range).total();
    }

    EnvironmentalTotals environmental() {
        return metering.usage().environmental(query, range);
    }

    /** Quarters of an hour for a trace of at most two hours, hours for one of at most two days. */
    UsageSeries series() {
        Duration length = Duration.between(range.from(), range.to());
        UsageSeries.Bucket bucket = length.compareTo(Duration.ofHours(2)) <= 0
                ? UsageSeries.Bucket.QUARTER_HOUR
                : length.compareTo(Duration.ofDays(2)) <= 0 ? UsageSeries.Bucket.HOUR : UsageSeries.Bucket.AUTO;
        return metering.usage().series(query, range, bucket, null);
    }
}
