package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.LogPosition;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.Micros;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions for usage as conditions on documents. */
final class UsageFinds {
    static final String OCCURRED_AT = EntryColumn.OCCURRED_AT.key();

    private UsageFinds() {}

    static Find log(UsageQuery query) {
        Filter filter = filter(query);
        LogPosition after = query.after();
        if (after != null) {
            filter.behind(
                    List.of(
                            new Filter.Place(OCCURRED_AT, Micros.bound(after.occurredAt())),
                            new Filter.Place(Documents.TENANT, after.account().tenant()),
                            new Filter.Place(Documents.USER, after.account().user()),
                            new Filter.Place(Documents.SEQ, after.seq())),
                    query.isNewestFirst());
        }
        List<String> order = List.of(OCCURRED_AT, Documents.TENANT, Documents.USER, Documents.SEQ);
        return new Find(filter, Find.order(order, query.isNewestFirst()), query.offset(), query.limit());
    }

    static Filter filter(UsageQuery query) {
        Filter filter = new Filter().exists(EntryColumn.PROVIDER.key());
        String tenant = query.scope().tenant();
        if (tenant != null) {
            filter.is(Documents.TENANT, tenant);
        }
        String user = query.scope().user();
        if (user != null) {
            filter.is(Documents.USER, user);
        }
        filter.atLeast(OCCURRED_AT, ceiling(query.from())).below(OCCURRED_AT, ceiling(query.to()));
        Instant asOf = query.asOf();
        filter.atMost(EntryColumn.RECORDED_AT.key(), asOf == null ? null : (Long) Micros.bound(asOf));
        query.filters().forEach((dimension, values) -> filter.isOneOf(field(dimension), values));
        String search = query.search();
        if (search != null) {
            filter.any(Dimension.searched().stream()
                    .map(dimension -> new Filter().contains(field(dimension), search))
                    .toList());
        }
        return filter;
    }

    private static @Nullable Long ceiling(@Nullable Instant time) {
        return time == null ? null : (Long) Micros.ceiling(time);
    }

    static String field(Dimension dimension) {
        return dimension.column().key();
    }
}
