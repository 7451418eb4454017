package ai.aim2balance.metering.tck;

import static ai.aim2balance.metering.tck.Nodes.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.RefillPlan;
import ai.aim2balance.metering.ledger.ReserveResult;
import ai.aim2balance.metering.ledger.TopUp;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DueWorkTest {
    private final MeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));

    @Test
    @DisplayName("rounds every minute end a hold, however large the margin between clocks is")
    void largeMargin() {
        Metering metering =
                Nodes.on(store, clock).skewMargin(Duration.ofMinutes(20)).build();
        metering.reserve(Nodes.hold("h", "1").life(Duration.ofMinutes(1)));

        int expired = 0;
        for (int minute = 0; minute < 40; minute++) {
            expired += metering.maintenance().expiredHolds();
            clock.move(Duration.ofMinutes(1));
        }

        assertThat(expired).isEqualTo(1);
    }

    @Test
    @DisplayName("a hold that was made while the clock was set back is ended")
    void clockSetBack() {
        Metering metering = Nodes.on(store, clock).build();
        metering.maintenance();
        clock.move(Duration.ofHours(-1));
        metering.maintenance();
        metering.reserve(Nodes.hold("h", "1").life(Duration.ofMinutes(1)));
        clock.move(Duration.ofMinutes(5));

        assertThat(metering.maintenance().expiredHolds()).isEqualTo(1);
    }

    @Test
    @DisplayName("the first round after the clock was set back ends a hold")
    void firstRoundAfterClockSetBack() {
        Metering metering = Nodes.on(store, clock).build();
        metering.maintenance();
        clock.move(Duration.ofHours(-1));
        metering.reserve(Nodes.hold("h", "1").life(Duration.ofMinutes(1)));
        clock.move(Duration.ofMinutes(5));

        assertThat(metering.maintenance().expiredHolds()).isEqualTo(1);
    }

    @Test
    @DisplayName("a node whose clock is behind gives no refill of before the one that another node gave")
    void clockBehind() {
        RefillPlan plan = RefillPlan.every(BigDecimal.TEN, 1, RefillSettings.Unit.MINUTES, ZoneOffset.UTC);
        SettableClock behind = new SettableClock(clock.instant());
        Metering slow =
                Nodes.on(store, behind).policy(Nodes.POLICY.withRefill(plan)).build();
        Metering fast =
                Nodes.on(store, clock).policy(Nodes.POLICY.withRefill(plan)).build();
        slow.reserve(Nodes.hold("a", "1"));
        clock.move(Duration.ofMinutes(5));
        behind.move(Duration.ofMinutes(3));
        fast.maintenance();

        slow.reserve(Nodes.hold("b", "1"));

        assertThat(fast.balance(ANNA).tokenCredits()).isEqualByComparingTo("110");
    }

    @Test
    @DisplayName("rounds give all missed refills, a thousand at once")
    void manyMissedRefills() {
        RefillPlan everySecond = new RefillPlan(
                RefillSettings.Policy.EVERY_PERIOD,
                BigDecimal.ONE,
                1,
                RefillSettings.Unit.SECONDS,
                ZoneOffset.UTC,
                RefillSettings.Missed.EACH,
                null);
        Metering metering = Nodes.on(store, clock)
                .policy(Nodes.POLICY.withRefill(everySecond))
                .build();
        metering.topUp(TopUp.ofCredits(ANNA, "t", BigDecimal.ONE));
        clock.move(Duration.ofSeconds(2_500));

        int given = 0;
        for (int round = 0; round < 3; round++) {
            given += metering.maintenance().refills();
        }

        assertThat(given).isEqualTo(2_500);
    }

    @Test
    @DisplayName("what a round could not book is booked by a later one")
    void failedRound() {
        AtomicBoolean broken = new AtomicBoolean(true);
        FaultyStore faulty = FaultyStore.around(store, 1)
                .poison(id -> broken.get() && id.startsWith("~close"))
                .build();
        Metering metering = Nodes.on(faulty, clock).build();
        metering.reserve(Nodes.hold("h", "1").life(Duration.ofMinutes(1)));
        clock.move(Duration.ofMinutes(2));

        assertThat(metering.maintenance().expiredHolds()).isZero();
        broken.set(false);
        clock.move(Duration.ofDays(1));
        assertThat(metering.maintenance().expiredHolds()).isEqualTo(1);
    }

    @Test
    @DisplayName("a reservation is not refused because another node ended the hold that was in its way")
    void anotherNodeEndsTheHold() {
        Metering other = Nodes.on(store, clock).build();
        AtomicReference<Runnable> meanwhile = new AtomicReference<>();
        Metering metering = Nodes.on(
                        new Forwarding(store) {
                            @Override
                            public EntryPage entries(EntryQuery query) {
                                Runnable first = query instanceof EntryQuery.Due ? meanwhile.getAndSet(null) : null;
                                if (first != null) {
                                    first.run();
                                }
                                return super.entries(query);
                            }
                        },
                        clock)
                .build();
        metering.reserve(Nodes.hold("old", "100").life(Duration.ofMinutes(1)));
        clock.move(Duration.ofMinutes(2));
        meanwhile.set(other::maintenance);

        assertThat(metering.reserve(Nodes.hold("new", "60"))).isInstanceOf(ReserveResult.Reserved.class);
    }

    @Test
    @DisplayName("a tenant whose balances count from now on gets the refills that are due")
    void modeIsSwitchedOn() {
        RefillPlan plan =
                RefillPlan.whenExhausted(new BigDecimal("50"), 1, RefillSettings.Unit.MINUTES, ZoneOffset.UTC);
        Metering off = Nodes.on(store, clock)
                .policy(Nodes.POLICY.withMode(BalanceMode.OFF).withRefill(plan).withStartCredits(BigDecimal.ZERO))
                .build();
        off.spendTokens(Nodes.spend(ANNA, "s"));
        clock.move(Duration.ofMinutes(2));
        Metering on =
                Nodes.on(store, clock).policy(Nodes.POLICY.withRefill(plan)).build();

        assertThat(on.reserve(Nodes.hold("h", "10"))).isInstanceOf(ReserveResult.Reserved.class);
        assertThat(on.operator().entries(ANNA, 1, 10))
                .extracting(entry -> entry.kind())
                .containsExactly(EntryKind.OPENING, EntryKind.SPEND, EntryKind.REFILL, EntryKind.HOLD);
    }
}
