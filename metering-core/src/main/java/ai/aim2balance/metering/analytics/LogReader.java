package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.UsageRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one page of a log. By time a source pages itself; any other order is made here, of at most 10,000 rows. */
record LogReader(UsageSource source, UsageQuery query, TimeRange range, UsageLog.Request request) {
    /** The entries of a page, and one more where there is a next page. */
    private record Found(UsageQuery pinned, @Nullable LogPosition after, int offset, int most) {}

    UsageLog read(Instant now) {
        String text = request.cursor();
        LogCursor cursor = text == null ? null : LogCursor.decode(text, query, range, request);
        Instant asOf = cursor == null ? pinnedTo(now) : cursor.asOf();
        if (cursor != null && request.asOf() != null && !asOf.equals(request.asOf())) {
            throw new InvalidInputException("asOf", request.asOf().toString(), "with this cursor " + asOf);
        }
        TimeRange pinnedRange =
                cursor == null ? range : new TimeRange(cursor.from(), cursor.to(), range.zone(), range.expression());
        pinnedRange.atMost(UsageAnalytics.LONGEST_LOG);
        UsageQuery pinned = pinnedRange.applyTo(query).asOf(asOf);

        long rows = cursor == null
                ? Sums.of(source.aggregate(pinned.groupBy(List.of()).bucket(null)))
                        .entries()
                : cursor.rows();
        Integer page = text != null ? null : request.page() == null ? 1 : request.page();
        int offset = page == null ? 0 : (page - 1) * request.limit();
        Found wanted = new Found(pinned, cursor == null ? null : cursor.last(), offset, request.limit() + 1);
        List<Entry> found = request.sort() == UsageLog.Sort.DATE ? byTime(wanted) : sorted(wanted, rows);

        boolean more = found.size() > request.limit();
        List<Entry> entries = more ? found.subList(0, request.limit()) : found;
        String next = more
                ? new LogCursor(
                                pinnedRange.from(),
                                pinnedRange.to(),
                                asOf,
                                rows,
                                LogPosition.of(entries.get(entries.size() - 1)))
                        .encode(query, range, request)
                : null;
        boolean exact = rows <= UsageLog.MOST_COUNTED;
        return new UsageLog(
                pinnedRange,
                entries.stream().map(LogReader::row).toList(),
                page,
                request.limit(),
                exact ? rows : null,
                exact ? null : (long) UsageLog.MOST_COUNTED,
                next,
                asOf);
    }

    private Instant pinnedTo(Instant now) {
        Instant asOf = request.asOf() != null ? request.asOf() : query.asOf() != null ? query.asOf() : now;
        return asOf.truncatedTo(ChronoUnit.MICROS);
    }

    private List<Entry> byTime(Found wanted) {
        return source.log(wanted.pinned()
                .newestFirst(!request.ascending())
                .portion(wanted.after(), wanted.offset(), wanted.most()));
    }

    private List<Entry> sorted(Found wanted, long rows) {
        if (rows > UsageLog.MOST_COUNTED) {
            throw tooMany(Long.toString(rows));
        }
        List<Entry> all = source.log(wanted.pinned().newestFirst(true).portion(null, 0, UsageQuery.MOST_ROWS));
        if (all.size() > UsageLog.MOST_COUNTED) {
            throw tooMany("more than " + UsageLog.MOST_COUNTED);
        }
        List<Entry> sorted = all.stream()
                .sorted(LogOrder.of(request.sort(), request.ascending()))
                .toList();
        int first = Math.min(sorted.size(), wanted.offset() + behind(sorted, wanted.after()));
        return sorted.subList(first, Math.min(sorted.size(), first + wanted.most()));
    }

    private int behind(List<Entry> sorted, @Nullable LogPosition last) {
        if (last == null) {
            return 0;
        }
        for (int i = 0; i < sorted.size(); i++) {
            if (LogPosition.of(sorted.get(i)).equals(last)) {
                return i + 1;
            }
        }
        throw LogCursor.invalid(String.valueOf(request.cursor()), null);
    }

    private InvalidInputException tooMany(String rows) {
        return new InvalidInputException(
                "sort",
                request.sort().key() + " of " + rows + " rows",
                "at most " + UsageLog.MOST_COUNTED + " rows; narrow range or filters, or sort by date");
    }

    private static UsageLog.Row row(Entry entry) {
        UsageRecord usage = LogOrder.usage(entry);
        return new UsageLog.Row(
                entry.postingId(),
                entry.account(),
                entry.seq(),
                entry.kind(),
                entry.occurredAt(),
                usage.call(),
                Sums.of(usage.amounts()),
                LogStatus.of(usage),
                usage.flags());
    }
}
