package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.RefillSettings.Unit;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When refills are due by the calendar of the account's zone, seen through the ledger. */
class RefillCalendarTest {
    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-01-01T00:00:00Z");
    private final Metering ledger = Ledgers.on(store, clock).build();

    @Test
    @DisplayName("monthly from 31 January in UTC: the ends of the months, without drifting")
    void monthEnds() {
        assertThat(next("2026-01-31T10:00:00Z", 1, Unit.MONTHS, ZoneOffset.UTC, 4))
                .containsExactly(
                        "2026-02-28T10:00:00Z", "2026-03-31T10:00:00Z", "2026-04-30T10:00:00Z", "2026-05-31T10:00:00Z");
    }

    @Test
    @DisplayName("yearly from a leap day: 28 February, and 29 again in the next leap year")
    void leapDay() {
        assertThat(next("2024-02-29T00:00:00Z", 12, Unit.MONTHS, ZoneOffset.UTC, 4))
                .containsExactly(
                        "2025-02-28T00:00:00Z", "2026-02-28T00:00:00Z", "2027-02-28T00:00:00Z", "2028-02-29T00:00:00Z");
    }

    @Test
    @DisplayName("daily in Berlin over the beginning of summer time: midnight there, one day has 23 hours")
    void summerTimeBegins() {
        assertThat(next("2026-03-27T23:00:00Z", 1, Unit.DAYS, ZoneId.of("Europe/Berlin"), 3))
                .containsExactly("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-30T22:00:00Z");
    }

    @Test
    @DisplayName("daily at 02:30 in Berlin: the hour that is skipped is made up for an hour later, for one day")
    void skippedHour() {
        assertThat(next("2026-03-28T01:30:00Z", 1, Unit.DAYS, ZoneId.of("Europe/Berlin"), 2))
                .containsExactly("2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
    }

    @Test
    @DisplayName("daily in Berlin over the end of summer time: one day has 25 hours")
    void summerTimeEnds() {
        assertThat(next("2026-10-23T22:00:00Z", 1, Unit.DAYS, ZoneId.of("Europe/Berlin"), 3))
                .containsExactly("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "2026-10-26T23:00:00Z");
    }

    @Test
    @DisplayName("daily at midnight in Kathmandu, 5:45 ahead of UTC")
    void kathmandu() {
        assertThat(next("2026-01-31T18:15:00Z", 1, Unit.DAYS, ZoneId.of("Asia/Kathmandu"), 2))
                .containsExactly("2026-02-01T18:15:00Z", "2026-02-02T18:15:00Z");
    }

    @Test
    @DisplayName("daily on Lord Howe, whose summer time is half an hour")
    void lordHowe() {
        assertThat(next("2026-04-03T13:00:00Z", 1, Unit.DAYS, ZoneId.of("Australia/Lord_Howe"), 3))
                .containsExactly("2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z", "2026-04-06T13:30:00Z");
    }

    @Test
    @DisplayName("hours are exact over a change of the clocks")
    void hoursAreExact() {
        assertThat(next("2026-03-28T12:00:00Z", 24, Unit.HOURS, ZoneId.of("Europe/Berlin"), 2))
                .containsExactly("2026-03-29T12:00:00Z", "2026-03-30T12:00:00Z");
    }

    @Test
    @DisplayName("weeks are seven calendar days")
    void weeks() {
        assertThat(next("2026-03-26T23:00:00Z", 1, Unit.WEEKS, ZoneId.of("Europe/Berlin"), 1))
                .containsExactly("2026-04-02T22:00:00Z");
    }

    @Test
    @DisplayName("a new account shows the next refill that it will really get, also where periods count from long ago")
    void shownBeforeOpening() {
        Metering ofTenant = Ledgers.on(store, clock)
                .policy(TenantPolicy.DEFAULT.withRefill(RefillPlan.every(credits("5"), 1, Unit.MONTHS, ZoneOffset.UTC)
                        .anchoredAt(Instant.parse("2020-01-15T00:00:00Z"))))
                .build();
        Instant shown = Objects.requireNonNull(ofTenant.balance(ANNA).nextRefill());
        ofTenant.topUp(TopUp.ofCredits(ANNA, "t", credits("1")));

        assertThat(shown).isEqualTo(ofTenant.balance(ANNA).nextRefill());
    }

    @Test
    @DisplayName("just before a period begins nothing is given, at its beginning it is")
    void boundary() {
        clock.set("2026-01-31T10:00:00Z");
        every(1, Unit.MONTHS, ZoneOffset.UTC);
        clock.set("2026-02-28T09:59:59.999999Z");
        int before = ledger.maintenance().refills();
        clock.set("2026-02-28T10:00:00Z");

        assertThat(List.of(before, ledger.maintenance().refills())).containsExactly(0, 1);
    }

    /** When the next refills are given, each time at the moment in which it is due. */
    private List<String> next(String from, int interval, Unit unit, ZoneId zone, int count) {
        clock.set(from);
        every(interval, unit, zone);
        List<String> due = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String next =
                    Objects.requireNonNull(ledger.balance(ANNA).nextRefill()).toString();
            due.add(next);
            clock.set(next);
            ledger.maintenance();
        }
        return due;
    }

    private void every(int interval, Unit unit, ZoneId zone) {
        ledger.updateBalance(BalanceUpdate.of(ANNA).refill(RefillPlan.every(credits("10"), interval, unit, zone)));
    }
}
