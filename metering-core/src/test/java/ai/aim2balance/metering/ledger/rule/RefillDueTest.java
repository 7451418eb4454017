package ai.aim2balance.metering.ledger.rule;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.entry.RefillSettings.Missed;
import ai.aim2balance.metering.entry.RefillSettings.Policy;
import ai.aim2balance.metering.entry.RefillSettings.Unit;
import ai.aim2balance.metering.ledger.rule.RefillCalendar.Due;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class RefillDueTest {
    private static final Instant ANCHOR = Instant.parse("2026-01-30T23:00:00Z");

    private static RefillSettings settings(Policy policy, Missed missed) {
        return new RefillSettings(policy, 500, 1, Unit.MONTHS, ZoneId.of("Europe/Berlin"), ANCHOR, missed);
    }

    private static AccountState state(long credits, Policy policy, Missed missed, long lastPeriod, String lastRefill) {
        AccountState.Refill refill = new AccountState.Refill(
                settings(policy, missed), 1, lastPeriod, lastRefill == null ? null : Instant.parse(lastRefill));
        return new AccountState(credits, 0, 0, null, 0, BalanceMode.ENFORCED, false, refill, Map.of());
    }

    private static List<Due> due(String now, AccountState state) {
        return RefillCalendar.due(Instant.parse(now), state, state.mode(), false);
    }

    private static List<Due> exhausted(String now, AccountState state) {
        return RefillCalendar.due(Instant.parse(now), state, state.mode(), true);
    }

    @Test
    void everyPeriodGivesOnceInEachPeriod() {
        assertThat(due("2026-02-27T22:59:59Z", state(0, Policy.EVERY_PERIOD, Missed.SKIP, 0, null)))
                .as("period 0 gives nothing")
                .isEmpty();
        assertThat(due("2026-02-27T23:00:00Z", state(0, Policy.EVERY_PERIOD, Missed.SKIP, 0, null)))
                .containsExactly(new Due(1, 500));
        assertThat(due("2026-02-27T23:00:00Z", state(0, Policy.EVERY_PERIOD, Missed.SKIP, 1, null)))
                .isEmpty();
    }

    @Test
    void missedPeriodsGiveOneRefillOrEachOne() {
        String now = "2026-05-15T00:00:00Z";
        assertThat(due(now, state(0, Policy.EVERY_PERIOD, Missed.SKIP, 1, null)))
                .containsExactly(new Due(3, 500));
        assertThat(due(now, state(0, Policy.EVERY_PERIOD, Missed.EACH, 1, null)))
                .containsExactly(new Due(2, 500), new Due(3, 500));
    }

    @Test
    void aThousandMissedPeriodsAreGivenAtOnceAndTheRestNextTime() {
        RefillSettings seconds =
                new RefillSettings(Policy.EVERY_PERIOD, 1, 1, Unit.SECONDS, ZoneId.of("UTC"), ANCHOR, Missed.EACH);
        AccountState state = new AccountState(
                0, 0, 0, null, 0, BalanceMode.TRACKED, false, new AccountState.Refill(seconds, 1, 5, null), Map.of());
        List<Due> due = RefillCalendar.due(Instant.MAX, state, state.mode(), false);
        assertThat(due)
                .hasSize(RefillCalendar.MOST_AT_ONCE)
                .startsWith(new Due(6, 1))
                .endsWith(new Due(1_005, 1));
    }

    @Test
    void upToFillsWhatIsMissingAndClosesThePeriodInAnyCase() {
        String now = "2026-05-15T00:00:00Z";
        assertThat(due(now, state(120, Policy.UP_TO, Missed.EACH, 0, null))).containsExactly(new Due(3, 380));
        assertThat(due(now, state(-120, Policy.UP_TO, Missed.SKIP, 2, null))).containsExactly(new Due(3, 620));
        assertThat(due(now, state(501, Policy.UP_TO, Missed.SKIP, 2, null))).containsExactly(new Due(3, 0));
        assertThat(due(now, state(0, Policy.UP_TO, Missed.SKIP, 3, null))).isEmpty();
        assertThat(due(now, state(Long.MIN_VALUE, Policy.UP_TO, Missed.SKIP, 2, null)))
                .containsExactly(new Due(3, Long.MAX_VALUE));
    }

    @Test
    void whenExhaustedGivesOneRefillForAnIntervalSinceTheLast() {
        AccountState never = state(0, Policy.WHEN_EXHAUSTED, Missed.EACH, 0, null);
        assertThat(exhausted("2026-02-27T22:59:59Z", never)).isEmpty();
        assertThat(exhausted("2026-02-27T23:00:00Z", never)).containsExactly(new Due(1, 500));
        assertThat(exhausted("2027-02-27T23:00:00Z", never))
                .as("nothing accumulates")
                .containsExactly(new Due(1, 500));
        assertThat(due("2026-02-27T23:00:00Z", never)).as("there is credit").isEmpty();
        AccountState once = state(0, Policy.WHEN_EXHAUSTED, Missed.SKIP, 1, "2026-03-15T10:00:00Z");
        assertThat(exhausted("2026-04-15T08:59:59Z", once)).isEmpty();
        assertThat(exhausted("2026-04-15T09:00:00Z", once))
                .as("11 o'clock in Berlin, an hour earlier after the change to summer time")
                .containsExactly(new Due(2, 500));
    }

    @Test
    void aClockThatIsSetBackMakesNothingDue() {
        for (Missed missed : Missed.values()) {
            assertThat(due("2026-02-15T00:00:00Z", state(0, Policy.EVERY_PERIOD, missed, 3, null)))
                    .isEmpty();
        }
        assertThat(due("2025-01-01T00:00:00Z", state(0, Policy.UP_TO, Missed.SKIP, 0, null)))
                .isEmpty();
        assertThat(exhausted(
                        "2026-03-01T00:00:00Z",
                        state(0, Policy.WHEN_EXHAUSTED, Missed.SKIP, 1, "2026-03-15T10:00:00Z")))
                .isEmpty();
        assertThat(due("2026-05-31T00:00:00Z", state(0, Policy.EVERY_PERIOD, Missed.SKIP, 3, null)))
                .as("and forward again")
                .containsExactly(new Due(4, 500));
    }

    @Test
    void theNextRefillMayBeInThePast() {
        assertThat(RefillCalendar.next(
                        state(0, Policy.EVERY_PERIOD, Missed.SKIP, 2, null).refill()))
                .isEqualTo("2026-04-29T22:00:00Z");
        assertThat(RefillCalendar.next(
                        state(0, Policy.UP_TO, Missed.SKIP, 0, null).refill()))
                .isEqualTo("2026-02-27T23:00:00Z");
        assertThat(RefillCalendar.next(
                        state(0, Policy.WHEN_EXHAUSTED, Missed.SKIP, 0, null).refill()))
                .isEqualTo("2026-02-27T23:00:00Z");
        assertThat(RefillCalendar.next(state(0, Policy.WHEN_EXHAUSTED, Missed.SKIP, 7, "2026-03-15T10:00:00Z")
                        .refill()))
                .isEqualTo("2026-04-15T09:00:00Z");
        assertThat(RefillCalendar.next(state(0, Policy.UP_TO, Missed.SKIP, Long.MAX_VALUE, null)
                        .refill()))
                .isEqualTo(Instant.MAX);
    }

    @Test
    void withoutSettingsAndWithoutCountedCreditsNothingIsDue() {
        Instant now = Instant.parse("2026-05-15T00:00:00Z");
        AccountState plain = new AccountState(0, 0, 0, null, 0, BalanceMode.ENFORCED, false, null, Map.of());
        AccountState off = new AccountState(
                0,
                0,
                0,
                null,
                0,
                BalanceMode.OFF,
                false,
                new AccountState.Refill(settings(Policy.UP_TO, Missed.SKIP), 1, 0, null),
                Map.of());
        assertThat(RefillCalendar.due(now, plain, plain.mode(), true)).isEmpty();
        assertThat(RefillCalendar.due(now, off, off.mode(), true)).isEmpty();
    }
}
