package ai.aim2balance.metering.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.UsageSeries.Bucket;
import ai.aim2balance.metering.analytics.UsageSeries.Group;
import ai.aim2balance.metering.analytics.UsageSeries.Point;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageSeriesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final UsageQuery ACME = UsageQuery.of(Scope.tenant("acme"));

    private final ListSource source = ListSource.of();
    private final UsageAnalytics usage = new UsageAnalytics(source, () -> NOW);

    private static TimeRange days(String from, String to, String zone) {
        return TimeRange.between(LocalDate.parse(from), LocalDate.parse(to), ZoneId.of(zone));
    }

    private List<Point> points(TimeRange range, Bucket bucket) {
        return usage.series(ACME, range, bucket, null).points();
    }

    private List<Long> minutes(TimeRange range, Bucket bucket) {
        return points(range, bucket).stream()
                .map(point -> Duration.between(point.start(), point.end()).toMinutes())
                .toList();
    }

    @Test
    void days_on_which_the_clock_changes_have_23_and_25_hours() {
        assertThat(minutes(days("2026-03-28", "2026-03-31", "Europe/Berlin"), Bucket.DAY))
                .containsExactly(24 * 60L, 23 * 60L, 24 * 60L);
        assertThat(minutes(days("2026-10-24", "2026-10-27", "Europe/Berlin"), Bucket.DAY))
                .containsExactly(24 * 60L, 25 * 60L, 24 * 60L);
        assertThat(minutes(days("2026-04-05", "2026-04-06", "Australia/Lord_Howe"), Bucket.DAY))
                .containsExactly(24 * 60L + 30);
    }

    @ParameterizedTest(name = "{0} in {1} has {2} hours")
    @CsvSource({
        "2026-03-29, Europe/Berlin, 23",
        "2026-10-25, Europe/Berlin, 25",
        "2026-11-24, Asia/Kathmandu, 24",
        "2026-03-08, America/St_Johns, 23",
    })
    void an_hour_that_is_left_out_makes_no_point_and_one_that_comes_twice_makes_two(
            LocalDate day, String zone, int hours) {
        TimeRange range = TimeRange.between(day, day.plusDays(1), ZoneId.of(zone));

        assertThat(minutes(range, Bucket.HOUR)).hasSize(hours).containsOnly(60L);
    }

    @Test
    void where_the_clock_changes_by_half_an_hour_one_hour_has_ninety_minutes() {
        TimeRange back = days("2026-04-05", "2026-04-06", "Australia/Lord_Howe");
        TimeRange forth = days("2026-10-04", "2026-10-05", "Australia/Lord_Howe");

        assertThat(minutes(back, Bucket.HOUR)).hasSize(24).containsOnlyOnce(90L).contains(60L);
        assertThat(minutes(back, Bucket.HOUR).get(1)).isEqualTo(90);
        assertThat(minutes(forth, Bucket.HOUR))
                .hasSize(23)
                .containsOnlyOnce(90L)
                .contains(60L);
        assertThat(minutes(forth, Bucket.QUARTER_HOUR)).hasSize(94).containsOnly(15L);
    }

    @Test
    void where_the_clock_changes_between_hours_hours_go_on_with_the_next_full_one() {
        // until 2011 clocks in Newfoundland changed a minute past midnight
        TimeRange forth = days("2010-03-13", "2010-03-16", "America/St_Johns");
        TimeRange back = days("2010-11-06", "2010-11-09", "America/St_Johns");

        assertThat(minutes(forth, Bucket.HOUR)).hasSize(71).containsOnly(60L);
        assertThat(minutes(back, Bucket.HOUR)).hasSize(73).containsOnly(60L);
        assertThat(minutes(back, Bucket.DAY)).containsExactly(24 * 60L, 25 * 60L, 24 * 60L);
    }

    @Test
    void a_day_that_the_zone_left_out_makes_no_point() {
        assertThat(points(days("2011-12-28", "2012-01-02", "Pacific/Apia"), Bucket.DAY))
                .extracting(
                        point -> point.start().atZone(ZoneId.of("Pacific/Apia")).toLocalDate())
                .map(LocalDate::toString)
                .containsExactly("2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01");
    }

    @Test
    void weeks_begin_on_monday_and_months_on_the_first_and_both_are_cut_by_the_range() {
        TimeRange range = days("2024-02-28", "2024-04-02", "UTC");

        assertThat(points(range, Bucket.WEEK))
                .extracting(point -> point.start().toString().substring(0, 10))
                .containsExactly("2024-02-28", "2024-03-04", "2024-03-11", "2024-03-18", "2024-03-25", "2024-04-01");
        assertThat(minutes(range, Bucket.MONTH)).containsExactly(2 * 1440L, 31 * 1440L, 1440L);
    }

    @Test
    void points_without_entries_are_zero_and_edges_are_half_open() {
        source.entries.add(EntryOf.at("2026-03-28T22:59:59.999999Z").costs(1, 1).entry());
        source.entries.add(EntryOf.at("2026-03-28T23:00:00Z").costs(2, 1).entry());
        source.entries.add(EntryOf.at("2026-03-29T21:59:59.999999Z").costs(4, 1).entry());
        source.entries.add(EntryOf.at("2026-03-30T22:00:00Z").costs(8, 1).entry());

        assertThat(points(days("2026-03-28", "2026-04-01", "Europe/Berlin"), Bucket.DAY))
                .extracting(point -> point.sums().tokens().intValue())
                .containsExactly(1, 6, 0, 8);
    }

    @Test
    void edges_of_a_range_may_lie_anywhere() {
        source.entries.add(EntryOf.at("2026-03-29T00:07:29Z").costs(1, 1).entry());
        source.entries.add(EntryOf.at("2026-03-29T00:07:30Z").costs(2, 1).entry());
        source.entries.add(EntryOf.at("2026-03-29T01:05:00Z").costs(4, 1).entry());
        source.entries.add(EntryOf.at("2026-03-29T01:05:01Z").costs(8, 1).entry());
        TimeRange range = TimeRange.between(
                Instant.parse("2026-03-29T00:07:30Z"), Instant.parse("2026-03-29T01:05:01Z"), ZoneId.of("UTC"));

        UsageSeries series = usage.series(ACME, range, Bucket.HOUR, null);

        assertThat(series.points())
                .extracting(point -> point.sums().tokens().intValue())
                .containsExactly(2, 4);
        assertThat(series.points().get(0).start()).isEqualTo(range.from());
        assertThat(series.points().get(1).end()).isEqualTo(range.to());
    }

    @ParameterizedTest(name = "{2} of {3} from {0} to {1}: spans of {4}")
    @CsvSource({
        "2026-11-01, 2026-11-08, DAY, UTC, PT24H",
        "2026-01-01, 2026-11-08, MONTH, UTC, PT24H",
        "2026-11-01, 2026-11-08, HOUR, UTC, PT1H",
        "2026-11-01, 2026-11-08, DAY, Asia/Shanghai, PT8H",
        "2026-06-01, 2026-06-08, DAY, Europe/Berlin, PT2H",
        "2026-03-01, 2026-04-08, DAY, Europe/Berlin, PT1H",
        "2026-01-10, 2026-02-08, WEEK, Europe/London, PT24H",
        "2026-11-01, 2026-11-08, DAY, Asia/Kathmandu, PT15M",
        "2026-11-01, 2026-11-08, HOUR, Asia/Kathmandu, PT15M",
        "2026-11-10, 2026-11-18, DAY, America/St_Johns, PT30M",
        "2026-04-01, 2026-04-08, DAY, Australia/Lord_Howe, PT30M",
    })
    void a_source_is_asked_for_the_widest_spans_that_fold_exactly(
            String from, String to, Bucket bucket, String zone, Duration span) {
        points(days(from, to, zone), bucket);

        assertThat(source.asked).extracting(UsageQuery::bucket).containsExactly(span);
    }

    @Test
    void one_point_needs_no_spans_and_no_point_no_question() {
        assertThat(points(days("2026-11-01", "2026-11-02", "Europe/Berlin"), Bucket.MONTH))
                .hasSize(1);
        assertThat(source.asked).extracting(UsageQuery::bucket).containsOnlyNulls();

        assertThat(points(days("2026-11-01", "2026-11-01", "Europe/Berlin"), Bucket.DAY))
                .isEmpty();
        assertThat(source.asked).hasSize(1);
    }

    @Test
    void a_zone_without_whole_quarters_is_refused_by_name() {
        TimeRange range = days("1890-01-01", "1890-01-08", "Europe/Berlin");

        assertThatThrownBy(() -> points(range, Bucket.DAY))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(
                        "zone is Europe/Berlin; allowed: for a series in this range a zone whose offset");
        assertThat(points(days("1890-01-01", "1890-01-02", "Europe/Berlin"), Bucket.DAY))
                .hasSize(1);
    }

    @Test
    void more_than_750_points_are_refused_before_the_source_is_asked() {
        TimeRange range = days("2026-01-01", "2026-02-02", "UTC");

        assertThatThrownBy(() -> points(range, Bucket.HOUR))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("bucket is hour; allowed: a bucket that makes at most 750 points");
        assertThatThrownBy(() -> points(days("2022-01-01", "2026-01-01", "UTC"), Bucket.DAY))
                .isInstanceOf(InvalidInputException.class);
        assertThat(source.asked).isEmpty();
        assertThat(points(
                        TimeRange.between(range.from(), range.from().plus(Duration.ofHours(750)), range.zone()),
                        Bucket.HOUR))
                .hasSize(750);
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "2026-11-24T00:00:00Z, 2026-11-24T06:00:00Z, QUARTER_HOUR",
        "2026-11-24T00:00:00Z, 2026-11-25T00:00:00Z, HOUR",
        "2026-11-24T00:00:00Z, 2026-11-26T00:00:00Z, HOUR",
        "2026-11-24T00:00:00Z, 2026-12-01T00:00:00Z, DAY",
        "2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z, DAY",
        "2026-09-01T00:00:00Z, 2026-12-01T00:00:00Z, WEEK",
        "2024-01-01T00:00:00Z, 2025-01-01T00:00:00Z, WEEK",
        "2021-12-01T00:00:00Z, 2026-12-01T00:00:00Z, MONTH",
        "2026-12-01T00:00:00Z, 2026-12-01T00:00:00Z, QUARTER_HOUR",
    })
    void the_bucket_can_be_chosen_by_itself(Instant from, Instant to, Bucket bucket) {
        UsageSeries series = usage.series(ACME, TimeRange.between(from, to, ZoneId.of("UTC")), Bucket.AUTO, null);

        assertThat(series.bucket()).isEqualTo(bucket);
    }

    @Test
    void points_are_divided_by_the_ten_most_expensive_values_and_the_rest() {
        for (int i = 0; i < 12; i++) {
            source.entries.add(EntryOf.at(NOW)
                    .with(Dimension.MODEL, "m" + i)
                    .costs(1 << i, 100 - i)
                    .entry());
        }

        UsageSeries series = usage.series(ACME, days("2026-11-23", "2026-11-25", "UTC"), Bucket.DAY, Dimension.MODEL);

        assertThat(series.groups())
                .extracting(Group::name)
                .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", null);
        assertThat(series.points().get(0).groups()).hasSize(11).containsOnly(Sums.ZERO);
        assertThat(series.points().get(1).groups())
                .extracting(sums -> sums.tokens().intValue())
                .containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024 + 2048);
    }

    @Test
    void names_of_buckets_are_known_and_a_mistyped_one_is_told_the_nearest() {
        for (Bucket bucket : Bucket.values()) {
            assertThat(Bucket.ofKey(bucket.key())).isSameAs(bucket);
        }
        assertThatThrownBy(() -> Bucket.ofKey("days")).hasMessageStartingWith("bucket is days; allowed: day, ");
    }
}
