package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.UsageSeries.Bucket;
import ai.aim2balance.metering.analytics.UsageSeries.Group;
import ai.aim2balance.metering.analytics.UsageSeries.Point;
import ai.aim2balance.metering.internal.Given;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions about usage. Each names a scope (in its query) and a range; of the query, scope, filters, search and {@code
 * asOf} count, while time, groups, order and portion are set here. Every figure is an exact sum that the source made of
 * all entries meant, never one of pages. Thread-safe as its source is.
 *
 * <p>What belongs together adds up exactly: the rows of a breakdown, the parts of a row, the points of a series, its
 * groups, and all pages of a log to the total of the summary. Two questions see the same entries only where nothing was
 * booked between them, or where both queries have the same {@link UsageQuery#asOf(Instant)}.
 *
 * <p>What the source throws is passed on.
 */
public final class UsageAnalytics {
    /** The longest range of everything but the log. */
    public static final Period LONGEST_SUMS = Period.ofYears(5);

    /** The longest range of the log. */
    public static final Period LONGEST_LOG = Period.ofDays(366);

    private final UsageSource source;
    private final InstantSource clock;

    /**
     * Questions to a source.
     *
     * @param source where entries are summed and listed
     * @param clock says when a question is asked
     */
    public UsageAnalytics(UsageSource source, InstantSource clock) {
        this.source = Given.notNull(source, "source", "a store");
        this.clock = Given.notNull(clock, "clock", "a clock");
    }

    /**
     * What usage adds up to.
     *
     * @param query whose usage, and which
     * @param range at most 5 years
     * @return the sums; zeros where there is no entry
     * @throws InvalidInputException if the range is too long
     */
    public UsageSummary summary(UsageQuery query, TimeRange range) {
        return new UsageSummary(range, total(query, range), asOf(query), null);
    }

    /**
     * What usage adds up to, with the period before to compare with.
     *
     * @param query whose usage, and which
     * @param range at most 5 years
     * @return the sums, with those of {@link TimeRange#previous()}
     * @throws InvalidInputException if the range is too long
     */
    public UsageSummary summaryWithPrevious(UsageQuery query, TimeRange range) {
        UsageSummary now = summary(query, range);
        return new UsageSummary(range, now.total(), now.asOf(), summary(query, range.previous()));
    }

    /**
     * Usage by the values of a dimension: the 20 most expensive, and one row for the rest.
     *
     * @param query whose usage, and which
     * @param range at most 5 years
     * @param by the dimension
     * @return the rows
     * @throws InvalidInputException if the range is too long, or users are asked for while the scope is all tenants
     */
    public UsageBreakdown breakdown(UsageQuery query, TimeRange range, Dimension by) {
        return breakdown(query, range, by, UsageBreakdown.DEFAULT_LIMIT, null);
    }

    /**
     * Usage by the values of a dimension, each by the values of another.
     *
     * @param query whose usage, and which
     * @param range at most 5 years
     * @param by the dimension
     * @param limit how many values have a row of their own, and in each row how many have a part, 1 to 100
     * @param split the dimension by which each row is divided, or null
     * @return the rows
     * @throws InvalidInputException if the range is too long, the limit is out of its range, both dimensions are the same,
     *     or users are asked for while the scope is all tenants (unless each tenant is split by user)
     */
    public UsageBreakdown breakdown(
            UsageQuery query, TimeRange range, Dimension by, int limit, @Nullable Dimension split) {
        Ranked.check(query.scope(), by, null);
        if (limit < 1 || limit > UsageBreakdown.HIGHEST_LIMIT) {
            throw new InvalidInputException("limit", Integer.toString(limit), "1 to " + UsageBreakdown.HIGHEST_LIMIT);
        }
        if (split == by) {
            throw new InvalidInputException("split", split.key(), "another dimension than by, " + by.key());
        }
        List<Dimension> dimensions = split == null ? List.of(by) : List.of(by, split);
        if (split != null) {
            Ranked.check(query.scope(), split, by);
        }
        List<UsageRow> sums = source.aggregate(summing(query, range).groupBy(dimensions));
        return new UsageBreakdown(
                range, by, split, Sums.of(sums), UsageBreakdown.rows(sums, by, split, limit), asOf(query));
    }

    /**
     * Usage over time.
     *
     * @param query whose usage, and which
     * @param range at most 5 years
     * @param bucket how long the points are
     * @param by a dimension by which each point is divided, into its 10 most expensive values of the range and the rest;
     *     null for none
     * @return the points, at most 750
     * @throws InvalidInputException if the range is too long, there are too many points, users are asked for while the
     *     scope is all tenants, or the zone's offset in the range is no multiple of 15 minutes, as in most places before
     *     they had a standard time
     */
    public UsageSeries series(UsageQuery query, TimeRange range, Bucket bucket, @Nullable Dimension by) {
        UsageQuery summing = summing(query, range);
        if (by != null) {
            Ranked.check(query.scope(), by, null);
        }
        Edges edges = Edges.of(range, bucket);
        List<UsageRow> sums = edges.points() == 0
                ? List.of()
                : source.aggregate(
                        summing.groupBy(by == null ? List.of() : List.of(by)).bucket(edges.span(range.zone())));
        List<Ranked> ranked = by == null ? List.of() : Ranked.of(sums, by, UsageSeries.MOST_GROUPS);
        List<UsageSums> wholes = folded(sums, edges);
        List<List<UsageSums>> parts =
                ranked.stream().map(one -> folded(one.rows(), edges)).toList();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < edges.points(); i++) {
            int point = i;
            points.add(new Point(
                    edges.instants().get(i),
                    edges.instants().get(i + 1),
                    wholes.get(i),
                    parts.stream().map(part -> part.get(point)).toList()));
        }
        List<Group> groups = ranked.stream()
                .map(one -> new Group(one.name(), one.kind(), one.sums()))
                .toList();
        return new UsageSeries(range, edges.bucket(), by, Sums.of(sums), groups, points, asOf(query));
    }

    /**
     * A page of the list of calls.
     *
     * <p>The first page is pinned to the instant at which it was asked for, and later pages are asked for with its {@code
     * asOf} or with the cursor of the page before. An entry that was being booked at that very instant may still turn up,
     * as in any store with more than one writer; a cursor never shows an entry twice.
     *
     * @param query whose usage, and which
     * @param range at most 366 days; behind a cursor the range of the first page holds, though {@code 24h} went on
     * @param request which page, in which order
     * @return the page
     * @throws InvalidInputException if the range is too long, the cursor is not one of this query and order, or more than
     *     10,000 rows are to be sorted by something else than time
     */
    public UsageLog log(UsageQuery query, TimeRange range, UsageLog.Request request) {
        range.atMost(LONGEST_LOG);
        return new LogReader(source, query, range, request).read(clock.instant());
    }

    /**
     * What usage does to the environment.
     *
     * @param query whose usage, and which
     * @param range at most 5 years
     * @return the totals; zeros where there is no entry
     * @throws InvalidInputException if the range is too long
     */
    public EnvironmentalTotals environmental(UsageQuery query, TimeRange range) {
        UsageSums total = total(query, range);
        return new EnvironmentalTotals(
                range,
                total.kWh(),
                total.waterL(),
                total.co2eKg(),
                total.m2Restored(),
                total.donatedEur(),
                total.requests(),
                total.fallbackRequests(),
                asOf(query));
    }

    private UsageSums total(UsageQuery query, TimeRange range) {
        return Sums.of(source.aggregate(summing(query, range)));
    }

    private UsageQuery summing(UsageQuery query, TimeRange range) {
        return range.atMost(LONGEST_SUMS).applyTo(query).groupBy(List.of()).bucket(null);
    }

    private Instant asOf(UsageQuery query) {
        Instant asOf = query.asOf();
        return asOf == null ? clock.instant() : asOf;
    }

    private static List<UsageSums> folded(List<UsageRow> rows, Edges edges) {
        List<UsageSums> points = new ArrayList<>();
        for (int i = 0; i < edges.points(); i++) {
            points.add(Sums.ZERO);
        }
        for (UsageRow row : rows) {
            int point = edges.pointOf(row.bucket());
            points.set(point, Sums.plus(points.get(point), row.sums()));
        }
        return points;
    }
}
