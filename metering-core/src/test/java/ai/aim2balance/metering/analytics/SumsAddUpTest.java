package ai.aim2balance.metering.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.analytics.UsageBreakdown.Kind;
import ai.aim2balance.metering.analytics.UsageBreakdown.Row;
import ai.aim2balance.metering.analytics.UsageLog.Request;
import ai.aim2balance.metering.analytics.UsageSeries.Bucket;
import ai.aim2balance.metering.analytics.UsageSeries.Group;
import ai.aim2balance.metering.analytics.UsageSeries.Point;
import ai.aim2balance.metering.entry.Entry;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What holds for any usage: each run makes a place, a range, a query and entries of its own from a seed that it names. */
class SumsAddUpTest {
    private static final int RUNS = 60;
    private static final Instant BOOKED = Instant.parse("2027-06-01T00:00:00Z");
    private static final BigDecimal HUNDRED = new BigDecimal("100.00");

    private interface Check {
        void of(RandomUsage usage, ListSource source, UsageAnalytics analytics, String run);
    }

    private static void forAnyUsage(Check check) {
        SplittableRandom seeds = new SplittableRandom();
        for (int i = 0; i < RUNS; i++) {
            long seed = seeds.nextLong();
            RandomUsage usage = new RandomUsage(seed);
            ListSource source = ListSource.of(usage.entries(usage.random.nextInt(200), BOOKED));
            check.of(usage, source, new UsageAnalytics(source, () -> BOOKED), "seed " + seed + ": " + usage);
        }
    }

    /** The entries meant, found without the code under test. */
    private static List<Entry> meant(RandomUsage usage, ListSource source) {
        return source.entries.stream()
                .filter(entry -> ListSource.isMeant(entry, usage.query))
                .filter(entry -> !entry.occurredAt().isBefore(usage.range.from()))
                .filter(entry -> entry.occurredAt().isBefore(usage.range.to()))
                .toList();
    }

    @Test
    void a_summary_is_the_sum_of_the_entries() {
        forAnyUsage((usage, source, analytics, run) -> {
            UsageSums expected = ListSource.sum(meant(usage, source));
            UsageSummary summary = analytics.summary(usage.query, usage.range);

            assertThat(Figures.of(summary.total())).as(run).isEqualTo(Figures.of(expected));
        });
    }

    @Test
    void rows_of_a_breakdown_add_up_to_the_summary_and_shares_to_a_hundred() {
        forAnyUsage((usage, source, analytics, run) -> {
            Dimension by = usage.dimension();
            Dimension split = usage.dimension();
            int limit = usage.random.nextInt(1, 12);
            UsageSums total = analytics.summary(usage.query, usage.range).total();
            UsageBreakdown breakdown =
                    analytics.breakdown(usage.query, usage.range, by, limit, split == by ? null : split);

            String which = run + " by " + by + " split " + split + " limit " + limit;
            assertThat(Figures.of(breakdown.total())).as(which).isEqualTo(Figures.of(total));
            checkRows(breakdown.rows(), total, limit, which);
            if (breakdown.split() != null) {
                breakdown.rows().forEach(row -> checkRows(row.parts(), row.sums(), limit, which + " in " + row.name()));
            }
            for (Row row : breakdown.rows()) {
                if (row.kind() != Kind.OTHER) {
                    List<Entry> of = meant(usage, source).stream()
                            .filter(entry -> Objects.equals(by.of(entry), row.name()))
                            .toList();
                    assertThat(Figures.of(row.sums())).as(which).isEqualTo(Figures.of(ListSource.sum(of)));
                }
            }
        });
    }

    private static void checkRows(List<Row> rows, UsageSums total, int limit, String run) {
        assertThat(Figures.of(rows.stream().map(Row::sums).toList())).as(run).isEqualTo(Figures.of(total));
        assertThat(sum(rows, Row::tokenShare))
                .as(run)
                .isEqualTo(whole(total.tokens().signum()));
        assertThat(sum(rows, Row::costShare))
                .as(run)
                .isEqualTo(whole(total.costEur().signum()));
        assertThat(rows.size()).as(run).isLessThanOrEqualTo(limit + 1);
        assertThat(rows.stream()
                        .filter(row -> row.kind() != Kind.OTHER)
                        .map(row -> row.sums().costEur()))
                .as(run)
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    private static BigDecimal sum(List<Row> rows, Function<Row, BigDecimal> share) {
        return rows.stream().map(share).reduce(new BigDecimal("0.00"), BigDecimal::add);
    }

    private static BigDecimal whole(int sign) {
        return sign > 0 ? HUNDRED : new BigDecimal("0.00");
    }

    @Test
    void points_of_a_series_are_the_calendar_of_the_zone_and_add_up_to_the_summary() {
        forAnyUsage((usage, source, analytics, run) -> {
            Bucket bucket = Bucket.values()[usage.random.nextInt(1, 5)];
            Dimension by = usage.dimension();
            TimeRange range = bucket == Bucket.HOUR ? atMostHours(usage.range) : usage.range;
            UsageSeries series = analytics.series(usage.query, range, bucket, by);
            String which = run + " " + bucket + " by " + by;

            Map<Instant, List<Entry>> expected = spans(range, bucket);
            for (Entry entry : meant(usage, source)) {
                if (entry.occurredAt().isBefore(range.to())) {
                    List<Instant> starts = new ArrayList<>(expected.keySet());
                    starts.removeIf(start -> start.isAfter(entry.occurredAt()));
                    expected.get(starts.get(starts.size() - 1)).add(entry);
                }
            }
            assertThat(series.points().stream().map(Point::start))
                    .as(which)
                    .containsExactlyElementsOf(expected.keySet());
            int i = 0;
            for (List<Entry> entries : expected.values()) {
                Point point = series.points().get(i++);
                assertThat(Figures.of(point.sums())).as(which).isEqualTo(Figures.of(ListSource.sum(entries)));
                assertThat(Figures.of(point.groups())).as(which).isEqualTo(Figures.of(point.sums()));
            }
            List<UsageSums> points = series.points().stream().map(Point::sums).toList();
            List<UsageSums> groups = series.groups().stream().map(Group::sums).toList();
            List<String> total =
                    Figures.of(analytics.summary(usage.query, range).total());
            assertThat(Figures.of(points)).as(which).isEqualTo(total);
            assertThat(Figures.of(groups)).as(which).isEqualTo(total);
            assertThat(Figures.of(series.total())).as(which).isEqualTo(total);
            for (int group = 0; group < groups.size(); group++) {
                int one = group;
                List<UsageSums> over = series.points().stream()
                        .map(point -> point.groups().get(one))
                        .toList();
                assertThat(Figures.of(over)).as(which).isEqualTo(Figures.of(groups.get(group)));
            }
            for (int next = 1; next < points.size(); next++) {
                assertThat(series.points().get(next).start())
                        .as(which)
                        .isEqualTo(series.points().get(next - 1).end());
            }
        });
    }

    private static TimeRange atMostHours(TimeRange range) {
        Instant end = range.from().plus(700, ChronoUnit.HOURS);
        return end.isBefore(range.to()) ? TimeRange.between(range.from(), end, range.zone()) : range;
    }

    /** Walks through the range by quarters and looks at the wall: a new span begins where its name changes. */
    private static Map<Instant, List<Entry>> spans(TimeRange range, Bucket bucket) {
        Map<Instant, List<Entry>> spans = new LinkedHashMap<>();
        String last = "";
        Instant quarter = Instant.ofEpochSecond(Math.floorDiv(range.from().getEpochSecond(), 900) * 900);
        for (Instant at = quarter; at.isBefore(range.to()); at = at.plusSeconds(900)) {
            String name = bucket == Bucket.HOUR ? hour(at, range.zone()) : name(at, range.zone(), bucket);
            if (!name.equals(last)) {
                spans.put(at.isBefore(range.from()) ? range.from() : at, new ArrayList<>());
                last = name;
            }
        }
        return spans;
    }

    private static String name(Instant at, ZoneId zone, Bucket bucket) {
        LocalDateTime wall = at.atZone(zone).toLocalDateTime();
        return switch (bucket) {
            case WEEK ->
                wall.toLocalDate()
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .toString();
            case MONTH -> YearMonth.from(wall).toString();
            default -> wall.toLocalDate().toString();
        };
    }

    /** The last instant at which the clock on the wall showed a full hour. */
    private static String hour(Instant at, ZoneId zone) {
        Instant full = at;
        while (full.atZone(zone).getMinute() != 0) {
            full = full.minusSeconds(900);
        }
        return full.toString();
    }

    @Test
    void pages_in_a_row_are_the_whole_log_while_entries_keep_coming() {
        forAnyUsage((usage, source, analytics, run) -> {
            UsageLog.Sort sort = UsageLog.Sort.values()[usage.random.nextInt(UsageLog.Sort.values().length)];
            boolean ascending = usage.random.nextBoolean();
            int limit = usage.random.nextInt(1, 30);
            Request request = Request.newest().sort(sort, ascending).limit(limit);
            List<Entry> whole = meant(usage, source).stream()
                    .sorted(LogOrder.of(sort, ascending))
                    .toList();
            String which = run + " by " + sort + " ascending " + ascending + " limit " + limit;

            List<UsageLog.Row> rows = new ArrayList<>();
            UsageLog page = analytics.log(usage.query, usage.range, request);
            UsageLog first = page;
            List<UsageLog> numbered = new ArrayList<>(List.of(page));
            rows.addAll(page.rows());
            while (page.nextCursor() != null) {
                source.entries.addAll(usage.entries(3, BOOKED.plusSeconds(1)));
                page = analytics.log(usage.query, usage.range, request.after(page.nextCursor()));
                rows.addAll(page.rows());
                UsageLog same =
                        analytics.log(usage.query, usage.range, request.page(numbered.size() + 1, first.asOf()));
                assertThat(page.rows()).as(which).isEqualTo(same.rows());
                assertThat(page.totalRows()).as(which).isEqualTo(same.totalRows());
                numbered.add(same);
            }

            assertThat(rows.stream().map(row -> row.account() + " " + row.seq()))
                    .as(which)
                    .containsExactlyElementsOf(whole.stream()
                            .map(entry -> entry.account() + " " + entry.seq())
                            .toList());
            assertThat(first.totalRows()).as(which).isEqualTo(whole.size());
            assertThat(numbered.get(numbered.size() - 1).nextCursor()).as(which).isNull();
            assertThat(Figures.of(rows.stream().map(UsageLog.Row::sums).toList()))
                    .as(which)
                    .isEqualTo(Figures.of(analytics
                            .summary(usage.query.asOf(first.asOf()), usage.range)
                            .total()));
        });
    }
}
