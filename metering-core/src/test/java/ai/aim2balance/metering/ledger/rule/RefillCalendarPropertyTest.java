package ai.aim2balance.metering.ledger.rule;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.entry.RefillSettings.Unit;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RefillCalendarPropertyTest {
    private static final long SEED = 20261124;
    private static final List<String> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().toList();
    private final Random random = new Random(SEED);

    /** 1840 to 2040: local mean times, skipped and doubled days, every kind of summer time. */
    private Instant instant() {
        return Instant.ofEpochSecond(
                random.nextLong(-4_100_000_000L, 2_200_000_000L),
                random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
    }

    private RefillSettings settings() {
        Unit unit = Unit.values()[random.nextInt(Unit.values().length)];
        return new RefillSettings(
                RefillSettings.Policy.EVERY_PERIOD,
                1,
                random.nextBoolean() ? 1 : 1 + random.nextInt(100),
                unit,
                ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))),
                instant(),
                RefillSettings.Missed.SKIP);
    }

    /** The definition, word by word. */
    private static Instant start(RefillSettings settings, long n) {
        long units = n * settings.intervalValue();
        return switch (settings.intervalUnit()) {
            case SECONDS, MINUTES, HOURS ->
                settings.anchor()
                        .plusSeconds(units
                                * settings.intervalUnit()
                                        .chronoUnit()
                                        .getDuration()
                                        .toSeconds());
            case DAYS, WEEKS, MONTHS ->
                ZonedDateTime.ofInstant(settings.anchor(), settings.zone())
                        .plus(units, settings.intervalUnit().chronoUnit())
                        .toInstant();
        };
    }

    @Test
    void startsAndPeriodsAreThoseOfASimpleLoop() {
        for (int i = 0; i < 4_000; i++) {
            RefillSettings settings = settings();
            Instant now = start(settings, random.nextInt(60)).plusSeconds(random.nextInt(200_001) - 100_000);
            long n = 0;
            for (long k = 1; k < 200_000 && !start(settings, k).isAfter(now.plusSeconds(200_000)); k++) {
                n = start(settings, k).isAfter(now) ? n : k;
            }
            if (n < 150_000) {
                assertThat(RefillCalendar.periodAt(settings, now))
                        .as("seed %d, run %d, %s at %s", SEED, i, settings, now)
                        .isEqualTo(n);
            }
            assertThat(RefillCalendar.startOf(settings, n)).isEqualTo(start(settings, n));
        }
    }

    @Test
    void aPeriodHoldsTheInstantsFromItsStartToTheNext() {
        for (int i = 0; i < 100_000; i++) {
            RefillSettings settings = settings();
            Instant now = instant();
            long n = RefillCalendar.periodAt(settings, now);
            String at = settings + " at " + now;
            assertThat(RefillCalendar.startOf(settings, n + 1)).as(at).isAfter(now);
            if (n > 0 || !now.isBefore(settings.anchor())) {
                assertThat(RefillCalendar.startOf(settings, n)).as(at).isBeforeOrEqualTo(now);
            }
        }
    }

    @Test
    void laterPeriodsNeverBeginEarlierInAnyZone() {
        for (String zone : ZONES) {
            for (int i = 0; i < 20; i++) {
                RefillSettings settings = new RefillSettings(
                        RefillSettings.Policy.EVERY_PERIOD,
                        1,
                        1,
                        i % 4 == 0 ? Unit.MONTHS : Unit.DAYS,
                        ZoneId.of(zone),
                        instant(),
                        RefillSettings.Missed.EACH);
                long n = random.nextInt(30_000);
                Instant before = RefillCalendar.startOf(settings, n);
                long period = RefillCalendar.periodAt(settings, before);
                for (int k = 1; k < 40; k++) {
                    Instant start = RefillCalendar.startOf(settings, n + k);
                    assertThat(start).as("%s, period %d", settings, n + k).isAfterOrEqualTo(before);
                    assertThat(RefillCalendar.periodAt(settings, start)).isGreaterThanOrEqualTo(period);
                    period = RefillCalendar.periodAt(settings, start);
                    before = start;
                }
            }
        }
    }
}
