package ai.aim2balance.metering.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.TimeRange.Expression;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeRangeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");

    @ParameterizedTest(name = "{0} of {1} in {2} is {3} to {4}")
    @CsvSource({
        "24h, 2026-11-24T09:30:00Z, Europe/Berlin, 2026-11-23T09:30:00Z, 2026-11-24T09:30:00Z",
        "24h, 2026-03-29T10:00:00Z, Europe/Berlin, 2026-03-28T10:00:00Z, 2026-03-29T10:00:00Z",
        "7d, 2026-11-24T09:30:00Z, Europe/Berlin, 2026-11-17T23:00:00Z, 2026-11-24T23:00:00Z",
        "7d, 2026-11-24T23:30:00Z, Europe/Berlin, 2026-11-18T23:00:00Z, 2026-11-25T23:00:00Z",
        "7d, 2026-11-24T23:30:00Z, UTC, 2026-11-18T00:00:00Z, 2026-11-25T00:00:00Z",
        "30d, 2026-04-10T12:00:00Z, Europe/Berlin, 2026-03-11T23:00:00Z, 2026-04-10T22:00:00Z",
        "90d, 2024-03-01T12:00:00Z, UTC, 2023-12-03T00:00:00Z, 2024-03-02T00:00:00Z",
        "today, 2026-03-29T12:00:00Z, Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "today, 2026-10-25T12:00:00Z, Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "today, 2026-11-24T19:00:00Z, Asia/Kathmandu, 2026-11-24T18:15:00Z, 2026-11-25T18:15:00Z",
        "month, 2026-11-24T09:30:00Z, UTC, 2026-11-01T00:00:00Z, 2026-11-25T00:00:00Z",
        "month, 2024-02-29T09:30:00Z, UTC, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "last-month, 2026-01-31T09:30:00Z, UTC, 2025-12-01T00:00:00Z, 2026-01-01T00:00:00Z",
        "last-month, 2024-03-31T09:30:00Z, UTC, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "last-month, 2026-11-24T09:30:00Z, Europe/Berlin, 2026-09-30T22:00:00Z, 2026-10-31T23:00:00Z",
        "year, 2026-11-24T09:30:00Z, Europe/Berlin, 2025-12-31T23:00:00Z, 2026-11-24T23:00:00Z",
        "year, 2026-12-31T23:30:00Z, Europe/Berlin, 2026-12-31T23:00:00Z, 2027-01-01T23:00:00Z",
    })
    void an_expression_is_a_span_of_the_calendar(String range, Instant now, String zone, Instant from, Instant to) {
        TimeRange parsed = TimeRange.parse(range, null, null, zone, now);

        assertThat(parsed).isEqualTo(new TimeRange(from, to, ZoneId.of(zone), Expression.ofKey(range)));
    }

    @Test
    void thirty_days_in_utc_are_meant_where_nothing_is_said() {
        assertThat(TimeRange.parse(null, null, null, null, NOW)).isEqualTo(TimeRange.lastDays(30, UTC, NOW));
    }

    @Test
    void a_date_begins_its_day_in_the_zone_and_an_instant_is_itself() {
        TimeRange range = TimeRange.parse("custom", "2026-10-25", "2026-10-25T23:00:00Z", "Europe/Berlin", NOW);

        assertThat(range).isEqualTo(TimeRange.between(LocalDate.of(2026, 10, 25), LocalDate.of(2026, 10, 26), BERLIN));
        assertThat(Duration.between(range.from(), range.to())).isEqualTo(Duration.ofHours(25));
    }

    @Test
    void an_instant_may_have_an_offset() {
        assertThat(TimeRange.parse("custom", "2026-10-25T02:00:00+02:00", "2026-10-26", "UTC", NOW)
                        .from())
                .isEqualTo("2026-10-25T00:00:00Z");
    }

    @Test
    void a_day_that_the_zone_left_out_is_empty() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        TimeRange range = TimeRange.between(LocalDate.of(2011, 12, 30), LocalDate.of(2011, 12, 31), apia);

        assertThat(range.from()).isEqualTo(range.to()).isEqualTo("2011-12-30T10:00:00Z");
    }

    @Test
    void a_mistyped_expression_is_told_the_nearest_name() {
        assertThatThrownBy(() -> TimeRange.parse("last_month", null, null, null, NOW))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("range is last_month; allowed: last-month, ");
    }

    @Test
    void from_and_to_need_custom() {
        assertThatThrownBy(() -> TimeRange.parse("7d", "2026-01-01", null, null, NOW))
                .hasMessage("from is 2026-01-01; allowed: from and to only with range=custom");
        assertThatThrownBy(() -> TimeRange.parse(null, null, "2026-01-01", null, NOW))
                .hasMessage("to is 2026-01-01; allowed: from and to only with range=custom");
    }

    @Test
    void custom_needs_from_and_to() {
        assertThatThrownBy(() -> TimeRange.parse("custom", "2026-01-01", null, null, NOW))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("to is null; allowed: a date");
        assertThatThrownBy(() -> TimeRange.of(Expression.CUSTOM, UTC, NOW)).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest(name = "{0} is no edge")
    @CsvSource({
        "2026-02-30",
        "tomorrow",
        "''",
        "2026-01-01T25:00:00Z",
        "+12026-01-01",
        "-0001-01-01",
        "2026-01-01T00:00"
    })
    void an_edge_that_is_no_day_is_refused(String from) {
        assertThatThrownBy(() -> TimeRange.parse("custom", from, "2026-03-01", null, NOW))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("from is ");
    }

    @Test
    void an_end_before_the_beginning_is_refused_and_an_empty_range_is_not() {
        assertThatThrownBy(() -> TimeRange.parse("custom", "2026-03-02", "2026-03-01", null, NOW))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("to is 2026-03-01T00:00:00Z");
        assertThat(TimeRange.parse("custom", "2026-03-02", "2026-03-02", null, NOW)
                        .from())
                .isEqualTo("2026-03-02T00:00:00Z");
    }

    @Test
    void an_unknown_zone_is_told_the_nearest_name() {
        assertThatThrownBy(() -> TimeRange.parse("7d", null, null, "Europe/Berln", NOW))
                .hasMessage("zone is Europe/Berln; allowed: an IANA name such as Europe/Berlin");
        assertThatThrownBy(() -> TimeRange.parse("7d", null, null, "+01:00", NOW))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void a_number_of_days_has_its_expression_where_there_is_one() {
        assertThat(TimeRange.lastDays(7, BERLIN, NOW)).isEqualTo(TimeRange.of(Expression.LAST_7_DAYS, BERLIN, NOW));
        assertThat(TimeRange.lastDays(30, BERLIN, NOW)).isEqualTo(TimeRange.of(Expression.LAST_30_DAYS, BERLIN, NOW));
        assertThat(TimeRange.lastDays(90, BERLIN, NOW)).isEqualTo(TimeRange.of(Expression.LAST_90_DAYS, BERLIN, NOW));
        assertThat(TimeRange.lastDays(14, UTC, NOW))
                .isEqualTo(TimeRange.between(LocalDate.of(2026, 11, 11), LocalDate.of(2026, 11, 25), UTC));
        assertThatThrownBy(() -> TimeRange.lastDays(0, UTC, NOW)).hasMessage("days is 0; allowed: 1 or more");
    }

    @ParameterizedTest(name = "before {0} of {1} in {2} comes {3} to {4}")
    @CsvSource({
        "24h, 2026-03-29T10:00:00Z, Europe/Berlin, 2026-03-27T10:00:00Z, 2026-03-28T10:00:00Z",
        "24h, 2026-11-24T23:00:00Z, Europe/Berlin, 2026-11-22T23:00:00Z, 2026-11-23T23:00:00Z",
        "7d, 2026-04-02T10:00:00Z, Europe/Berlin, 2026-03-19T23:00:00Z, 2026-03-26T23:00:00Z",
        "7d, 2026-04-07T10:00:00Z, Europe/Berlin, 2026-03-24T23:00:00Z, 2026-03-31T22:00:00Z",
        "today, 2026-03-30T10:00:00Z, Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "month, 2026-11-24T10:00:00Z, UTC, 2026-10-01T00:00:00Z, 2026-10-25T00:00:00Z",
        "month, 2026-03-31T10:00:00Z, UTC, 2026-02-01T00:00:00Z, 2026-03-01T00:00:00Z",
        "month, 2026-01-05T10:00:00Z, UTC, 2025-12-01T00:00:00Z, 2025-12-06T00:00:00Z",
        "last-month, 2026-01-05T10:00:00Z, UTC, 2025-11-01T00:00:00Z, 2025-12-01T00:00:00Z",
        "last-month, 2024-04-30T10:00:00Z, UTC, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "year, 2026-11-24T10:00:00Z, UTC, 2025-01-01T00:00:00Z, 2025-11-25T00:00:00Z",
        "year, 2024-02-29T10:00:00Z, UTC, 2023-01-01T00:00:00Z, 2023-03-01T00:00:00Z",
        "year, 2024-02-28T10:00:00Z, UTC, 2023-01-01T00:00:00Z, 2023-03-01T00:00:00Z",
    })
    void the_period_before_is_of_the_same_kind(String range, Instant now, String zone, Instant from, Instant to) {
        TimeRange previous = TimeRange.parse(range, null, null, zone, now).previous();

        assertThat(previous).isEqualTo(TimeRange.between(from, to, ZoneId.of(zone)));
    }

    @Test
    void the_period_before_whole_days_is_as_many_days_and_before_other_spans_as_much_time() {
        TimeRange days = TimeRange.between(LocalDate.of(2026, 3, 29), LocalDate.of(2026, 3, 31), BERLIN);
        TimeRange hours = TimeRange.between(NOW, NOW.plusSeconds(90), BERLIN);

        assertThat(days.previous())
                .isEqualTo(TimeRange.between(LocalDate.of(2026, 3, 27), LocalDate.of(2026, 3, 29), BERLIN));
        assertThat(hours.previous()).isEqualTo(TimeRange.between(NOW.minusSeconds(90), NOW, BERLIN));
    }

    @Test
    void a_range_is_measured_by_the_calendar() {
        TimeRange leapYear = TimeRange.between(LocalDate.of(2024, 1, 1), LocalDate.of(2025, 1, 1), BERLIN);
        TimeRange longer = TimeRange.between(LocalDate.of(2024, 1, 1), LocalDate.of(2025, 1, 2), BERLIN);

        assertThat(leapYear.atMost(Period.ofDays(366))).isSameAs(leapYear);
        assertThatThrownBy(() -> longer.atMost(Period.ofDays(366)))
                .hasMessage("range is 2023-12-31T23:00:00Z to 2025-01-01T23:00:00Z; allowed: at most P366D");
        assertThatThrownBy(() -> longer.atMost(Duration.ofHours(1))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void an_edge_between_two_microseconds_moves_to_the_next_one() {
        TimeRange range = TimeRange.between(NOW.plusNanos(1), NOW.plusNanos(2_000), UTC);
        UsageQuery query = range.applyTo(UsageQuery.of(Scope.tenant("acme")));

        assertThat(query.from()).isEqualTo(NOW.plusNanos(1_000));
        assertThat(query.to()).isEqualTo(NOW.plusNanos(2_000));
    }
}
