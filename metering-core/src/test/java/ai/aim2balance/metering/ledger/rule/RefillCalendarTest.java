package ai.aim2balance.metering.ledger.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.entry.RefillSettings.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefillCalendarTest {
    static RefillSettings every(int value, Unit unit, String zone, String anchor) {
        return new RefillSettings(
                RefillSettings.Policy.EVERY_PERIOD,
                1,
                value,
                unit,
                ZoneId.of(zone),
                Instant.parse(anchor),
                RefillSettings.Missed.SKIP);
    }

    private static List<String> starts(RefillSettings settings, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(n -> RefillCalendar.startOf(settings, n)
                        .atZone(settings.zone())
                        .toOffsetDateTime()
                        .toString())
                .toList();
    }

    @Test
    void monthEndsClampAndDoNotDrift() {
        assertThat(starts(every(1, Unit.MONTHS, "UTC", "2026-01-31T00:00:00Z"), 0, 6))
                .containsExactly(
                        "2026-01-31T00:00Z",
                        "2026-02-28T00:00Z",
                        "2026-03-31T00:00Z",
                        "2026-04-30T00:00Z",
                        "2026-05-31T00:00Z",
                        "2026-06-30T00:00Z",
                        "2026-07-31T00:00Z");
    }

    @Test
    void aLeapDayComesBackInLeapYearsOnly() {
        assertThat(starts(every(12, Unit.MONTHS, "UTC", "2024-02-29T12:00:00Z"), 1, 4))
                .containsExactly("2025-02-28T12:00Z", "2026-02-28T12:00Z", "2027-02-28T12:00Z", "2028-02-29T12:00Z");
        assertThat(starts(every(1, Unit.MONTHS, "UTC", "2028-01-30T00:00:00Z"), 1, 2))
                .containsExactly("2028-02-29T00:00Z", "2028-03-30T00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        // spring forward: 02:30 is not there; autumn: 02:30 is there twice and the first is taken
        "DAYS,   Europe/Berlin,       2026-03-28T01:30:00Z, 2026-03-29T03:30+02:00, 2026-03-30T02:30+02:00",
        "DAYS,   Europe/Berlin,       2026-10-24T00:30:00Z, 2026-10-25T02:30+02:00, 2026-10-26T02:30+01:00",
        "DAYS,   Europe/Berlin,       2026-03-28T11:00:00Z, 2026-03-29T12:00+02:00, 2026-03-30T12:00+02:00",
        "HOURS,  Europe/Berlin,       2026-03-29T00:00:00Z, 2026-03-29T03:00+02:00, 2026-03-29T04:00+02:00",
        "WEEKS,  Asia/Kathmandu,      2026-03-25T18:15:00Z, 2026-04-02T00:00+05:45, 2026-04-09T00:00+05:45",
        "MONTHS, Asia/Kathmandu,      1985-11-30T18:30:00Z, 1986-01-01T00:15+05:45, 1986-02-01T00:00+05:45",
        // half an hour: at 02:00 the clock goes to 02:30 in October, back to 01:30 in April
        "DAYS,   Australia/Lord_Howe, 2026-10-02T15:45:00Z, 2026-10-04T02:45+11:00, 2026-10-05T02:15+11:00",
        "DAYS,   Australia/Lord_Howe, 2026-04-03T14:45:00Z, 2026-04-05T01:45+11:00, 2026-04-06T01:45+10:30",
        // 30 December 2011 was not there: two periods begin at once
        "DAYS,   Pacific/Apia,        2011-12-29T20:00:00Z, 2011-12-31T10:00+14:00, 2011-12-31T10:00+14:00",
        // midnight of 4 November 2018 was not there
        "DAYS,   America/Sao_Paulo,   2018-11-03T03:00:00Z, 2018-11-04T01:00-02:00, 2018-11-05T00:00-02:00"
    })
    void aChangedOffsetIsResolvedAsTheCalendarDoes(Unit unit, String zone, String anchor, String first, String second) {
        RefillSettings settings = every(1, unit, zone, anchor);
        assertThat(starts(settings, 1, 2)).containsExactly(first, second);
        Instant start = RefillCalendar.startOf(settings, 2);
        assertThat(RefillCalendar.periodAt(settings, start)).isEqualTo(2);
        assertThat(RefillCalendar.periodAt(settings, start.minusNanos(1))).isEqualTo(first.equals(second) ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource(Unit.class)
    void beforeTheAnchorAndAtItIsPeriodZero(Unit unit) {
        RefillSettings settings = every(3, unit, "Europe/Berlin", "2026-01-31T12:00:00.5Z");
        for (String now : List.of("-1000000000-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2026-01-31T12:00:00.5Z")) {
            assertThat(RefillCalendar.periodAt(settings, Instant.parse(now))).isZero();
        }
        assertThat(RefillCalendar.startOf(settings, 0)).isEqualTo(settings.anchor());
        assertThatThrownBy(() -> RefillCalendar.startOf(settings, -1)).hasMessage("period is -1; allowed: 0 or more");
    }

    @Test
    void aPeriodBeginsWithItsFirstNanosecond() {
        RefillSettings settings = every(10, Unit.SECONDS, "UTC", "2026-01-01T00:00:00.5Z");
        assertThat(RefillCalendar.periodAt(settings, Instant.parse("2026-01-01T00:00:10.499999999Z")))
                .isZero();
        assertThat(RefillCalendar.periodAt(settings, Instant.parse("2026-01-01T00:00:10.5Z")))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Unit.class)
    void whatIsBeyondTheCalendarIsTheLastInstant(Unit unit) {
        RefillSettings settings = every(10_000, unit, "Pacific/Apia", "2026-01-01T00:00:00Z");
        assertThat(RefillCalendar.startOf(settings, Long.MAX_VALUE)).isEqualTo(Instant.MAX);
        assertThat(RefillCalendar.startOf(settings, Long.MAX_VALUE / 10_000)).isEqualTo(Instant.MAX);
        for (Instant anchor : List.of(Instant.MAX, Instant.MIN)) {
            RefillSettings odd = every(1, unit, "Pacific/Apia", anchor.toString());
            assertThat(RefillCalendar.startOf(odd, 0)).isEqualTo(anchor);
            assertThat(RefillCalendar.startOf(odd, 1)).isBetween(anchor, Instant.MAX);
            assertThat(RefillCalendar.periodAt(odd, Instant.MIN)).isZero();
            long last = RefillCalendar.periodAt(odd, Instant.MAX);
            assertThat(last).isGreaterThanOrEqualTo(0);
            assertThat(RefillCalendar.startOf(odd, last)).isBetween(anchor, Instant.MAX);
        }
    }

    @Test
    void manyPeriodsCostNoMoreThanFew() {
        Instant far = LocalDateTime.of(900_000_000, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
        long begin = System.nanoTime();
        for (Unit unit : Unit.values()) {
            RefillSettings settings = every(1, unit, "Europe/Berlin", "2026-01-31T00:00:00Z");
            for (int i = 0; i < 1_000; i++) {
                long n = RefillCalendar.periodAt(settings, far);
                assertThat(n).isGreaterThan(10_000_000_000L);
                assertThat(RefillCalendar.startOf(settings, n)).isBeforeOrEqualTo(far);
                assertThat(RefillCalendar.startOf(settings, n + 1)).isAfter(far);
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }
}
