package ai.aim2balance.metering.ledger.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.entry.RefillSettings.Missed;
import ai.aim2balance.metering.entry.RefillSettings.Policy;
import ai.aim2balance.metering.entry.RefillSettings.Unit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Refills at the ends of the calendar. */
class FarCalendarTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @EnumSource
    @DisplayName("a period beyond the calendar begins never")
    void beyond(Unit unit) {
        assertThat(RefillCalendar.startOf(settings(unit, NOON), Long.MAX_VALUE)).isEqualTo(Instant.MAX);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a clock at the end of time is in a period that has begun")
    void endOfTime(Unit unit) {
        RefillSettings settings = settings(unit, NOON);

        long period = RefillCalendar.periodAt(settings, Instant.MAX);

        assertThat(RefillCalendar.startOf(settings, period)).isAfter(NOON).isBefore(Instant.MAX);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("before the anchor it is period 0")
    void beforeAnchor(Unit unit) {
        assertThat(RefillCalendar.periodAt(settings(unit, NOON), Instant.MIN)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an anchor at the end of time gives nothing")
    void anchorAtTheEnd(Unit unit) {
        assertThat(RefillCalendar.startOf(settings(unit, Instant.MAX), 1)).isEqualTo(Instant.MAX);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an anchor at the beginning of time has a period that contains now")
    void anchorAtTheBeginning(Unit unit) {
        RefillSettings settings = settings(unit, Instant.MIN);

        long period = RefillCalendar.periodAt(settings, NOON);

        assertThat(RefillCalendar.startOf(settings, period)).isBeforeOrEqualTo(NOON);
    }

    @Test
    @DisplayName("a negative period is refused")
    void negative() {
        assertThatThrownBy(() -> RefillCalendar.startOf(settings(Unit.DAYS, NOON), -1))
                .hasMessage("period is -1; allowed: 0 or more");
    }

    @Test
    @DisplayName("after the last period of all there is no next one")
    void noNext() {
        assertThat(RefillCalendar.next(new AccountState.Refill(settings(Unit.SECONDS, NOON), 2, Long.MAX_VALUE, NOON)))
                .isEqualTo(Instant.MAX);
    }

    @Test
    @DisplayName("a debt larger than one amount is filled by as much as one amount can hold")
    void hugeDebt() {
        RefillSettings upTo =
                new RefillSettings(Policy.UP_TO, Long.MAX_VALUE, 1, Unit.DAYS, ZoneId.of("UTC"), NOON, Missed.SKIP);

        assertThat(RefillCalendar.amount(upTo, state(-5))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @DisplayName("an account without settings is given nothing")
    void noSettings() {
        assertThat(RefillCalendar.due(NOON, state(0), BalanceMode.ENFORCED, true))
                .isEqualTo(List.of());
    }

    @Test
    @DisplayName("two periods of a day that a zone skipped begin at once")
    void skippedDay() {
        RefillSettings apia = new RefillSettings(
                Policy.EVERY_PERIOD,
                1,
                1,
                Unit.DAYS,
                ZoneId.of("Pacific/Apia"),
                Instant.parse("2011-12-29T10:00:00Z"),
                Missed.EACH);

        assertThat(RefillCalendar.startOf(apia, 1)).isEqualTo(RefillCalendar.startOf(apia, 2));
        assertThat(RefillCalendar.periodAt(apia, RefillCalendar.startOf(apia, 1)))
                .isEqualTo(2);
    }

    private static AccountState state(long credits) {
        return new AccountState(credits, 0, 0, null, 0, BalanceMode.ENFORCED, false, null, Map.of());
    }

    private static RefillSettings settings(Unit unit, Instant anchor) {
        return new RefillSettings(Policy.EVERY_PERIOD, 1, 1, unit, ZoneId.of("Europe/Berlin"), anchor, Missed.SKIP);
    }
}
