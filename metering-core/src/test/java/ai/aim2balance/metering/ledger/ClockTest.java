package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.booked;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clocks that are wrong, set back or set forward. */
class ClockTest {
    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final Metering ledger = Ledgers.on(store, clock).build();

    @Test
    @DisplayName("recordedAt never decreases when the clock is set back")
    void recordedAtNeverDecreases() {
        ledger.spendTokens(call(ANNA, "a", 1, 0));
        clock.move(Duration.ofHours(-3));

        Entry entry = booked(ledger.spendTokens(call(ANNA, "b", 1, 0)));

        assertThat(entry.recordedAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    @DisplayName("the caller's own time is kept although it is before the entry before")
    void occurredAtIsTheCallers() {
        ledger.spendTokens(call(ANNA, "a", 1, 0));
        Instant earlier = Instant.parse("2026-02-01T00:00:00Z");

        Entry entry = booked(ledger.spendTokens(Spend.builder(ANNA, "openai", "gpt-4o")
                .tokens(1, 0)
                .occurredAt(earlier)
                .build()));

        assertThat(entry.occurredAt()).isEqualTo(earlier);
    }

    @Test
    @DisplayName("a hold's life counts from the node's own clock, whatever the entry before says")
    void ownClockDecides() {
        ledger.spendTokens(call(ANNA, "a", 1, 0));
        clock.move(Duration.ofHours(-3));

        Reservation hold = ledger.reserve(
                        PlannedCall.ofCredits(ANNA, credits("1")).life(Duration.ofMinutes(10)))
                .orThrow();

        assertThat(hold.expiresAt()).isEqualTo(Instant.parse("2026-03-01T09:10:00Z"));
    }

    @Test
    @DisplayName("a hold that ran out within the skew margin is left alone")
    void withinTheMargin() {
        hold(Duration.ofMinutes(10));
        clock.move(Duration.ofMinutes(10).plusSeconds(29));

        assertThat(ledger.maintenance().expiredHolds()).isZero();
    }

    @Test
    @DisplayName("a hold that ran out longer ago than the skew margin ends")
    void afterTheMargin() {
        hold(Duration.ofMinutes(10));
        clock.move(Duration.ofMinutes(10).plusSeconds(30));

        assertThat(ledger.maintenance().expiredHolds()).isOne();
    }

    @Test
    @DisplayName("a skew margin longer than the rounds are apart ends holds all the same")
    void longMargin() {
        Metering patient =
                Ledgers.on(store, clock).skewMargin(Duration.ofHours(2)).build();
        patient.reserve(PlannedCall.ofCredits(ANNA, credits("1")).life(Duration.ofMinutes(10)));
        int ended = 0;
        for (int minute = 0; minute < 200; minute += 5) {
            clock.move(Duration.ofMinutes(5));
            ended += patient.maintenance().expiredHolds();
        }

        assertThat(ended).isOne();
    }

    @Test
    @DisplayName("rounds go on after a clock that was a year ahead is set right")
    void roundsAfterAClockAhead() {
        clock.move(Duration.ofDays(365));
        ledger.maintenance();
        clock.move(Duration.ofDays(-365));
        hold(Duration.ofMinutes(10));
        clock.move(Duration.ofMinutes(11));

        assertThat(ledger.maintenance().expiredHolds()).isOne();
    }

    @Test
    @DisplayName("a clock that is set back between rounds leaves no gap")
    void noGap() {
        hold(Duration.ofHours(2));
        clock.move(Duration.ofHours(1));
        ledger.maintenance();
        clock.move(Duration.ofMinutes(-50));
        ledger.maintenance();
        clock.move(Duration.ofHours(2));

        assertThat(ledger.maintenance().expiredHolds()).isOne();
    }

    @Test
    @DisplayName("a head more than five minutes ahead is told to listeners")
    void clockAhead() {
        List<Duration> ahead = Collections.synchronizedList(new ArrayList<>());
        Metering slow = Ledgers.on(store, clock)
                .listener(new MeteringListener() {
                    @Override
                    public void onClockAhead(AccountId account, Duration by) {
                        ahead.add(by);
                    }
                })
                .build();
        ledger.spendTokens(call(ANNA, "a", 1, 0));
        clock.move(Duration.ofMinutes(-6));

        slow.spendTokens(call(ANNA, "b", 1, 0));
        slow.close();

        assertThat(ahead).contains(Duration.ofMinutes(6));
    }

    @Test
    @DisplayName("a head just five minutes ahead is not told")
    void clockSlightlyAhead() {
        List<Duration> ahead = Collections.synchronizedList(new ArrayList<>());
        Metering slow = Ledgers.on(store, clock)
                .listener(new MeteringListener() {
                    @Override
                    public void onClockAhead(AccountId account, Duration by) {
                        ahead.add(by);
                    }
                })
                .build();
        ledger.spendTokens(call(ANNA, "a", 1, 0));
        clock.move(Duration.ofMinutes(-5));

        slow.spendTokens(call(ANNA, "b", 1, 0));
        slow.close();

        assertThat(ahead).isEmpty();
    }

    @Test
    @DisplayName("a clock that goes back and forth over the end of a period refills once")
    void backAndForth() {
        ledger.updateBalance(BalanceUpdate.of(ANNA)
                .refill(RefillPlan.every(credits("10"), 1, RefillSettings.Unit.HOURS, ZoneOffset.UTC)));
        for (int i = 0; i < 5; i++) {
            clock.move(Duration.ofMinutes(61));
            ledger.maintenance();
            clock.move(Duration.ofMinutes(-61));
            ledger.maintenance();
        }

        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("1000010");
    }

    @Test
    @DisplayName("a clock that goes back after a refill on exhaustion does not refill again")
    void backAfterExhaustion() {
        ledger.updateBalance(BalanceUpdate.of(ANNA)
                .set(credits("0"))
                .refill(RefillPlan.whenExhausted(credits("10"), 1, RefillSettings.Unit.HOURS, ZoneOffset.UTC)));
        clock.move(Duration.ofHours(1));
        ledger.checkBalance(PlannedCall.ofCredits(ANNA, credits("100")));
        clock.move(Duration.ofMinutes(-30));

        ledger.checkBalance(PlannedCall.ofCredits(ANNA, credits("100")));

        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("10");
    }

    @Test
    @DisplayName("a chain that was booked by clocks that disagree is proven")
    void chainIsProven() {
        SettableClock other = SettableClock.at("2026-03-01T11:00:00Z");
        Metering behind = Ledgers.on(store, other).build();
        for (int i = 0; i < 5; i++) {
            ledger.spendTokens(call(ANNA, "a" + i, 1, 0));
            behind.reserve(PlannedCall.ofCredits(ANNA, credits("1")).holdId("h" + i));
        }

        assertThat(ledger.audit(ANNA).problems()).isEmpty();
    }

    private void hold(Duration life) {
        ledger.reserve(PlannedCall.ofCredits(ANNA, credits("1")).life(life)).orThrow();
    }
}
