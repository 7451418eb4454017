package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.entry.RefillSettings.Missed;
import ai.aim2balance.metering.entry.RefillSettings.Unit;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What refills give, how often, and by whom. */
class RefillPolicyTest {
    private static final PlannedCall DEAR = PlannedCall.ofCredits(ANNA, credits("100"));

    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-01-01T00:00:00Z");
    private final Metering ledger = Ledgers.on(store, clock).build();
    private final Metering other = Ledgers.on(store, clock).build();

    @Test
    @DisplayName("of several missed periods SKIP gives one")
    void skip() {
        set("0", RefillPlan.every(credits("10"), 1, Unit.DAYS, ZoneOffset.UTC));
        clock.move(Duration.ofDays(5));

        ledger.maintenance();

        assertThat(balance()).isEqualByComparingTo("10");
    }

    @Test
    @DisplayName("of several missed periods EACH gives all")
    void each() {
        set("0", each("10", Unit.DAYS));
        clock.move(Duration.ofDays(5));

        ledger.maintenance();

        assertThat(balance()).isEqualByComparingTo("50");
    }

    @Test
    @DisplayName("more missed periods than are given at once are given by the next rounds")
    void manyMissedPeriods() {
        set("0", each("1", Unit.SECONDS));
        clock.move(Duration.ofSeconds(3_500));
        for (int round = 0; round < 5; round++) {
            ledger.maintenance();
        }

        assertThat(balance()).isEqualByComparingTo("3500");
    }

    @Test
    @DisplayName("UP_TO fills up to the level")
    void upTo() {
        set("30", RefillPlan.upTo(credits("100"), 1, Unit.DAYS, ZoneOffset.UTC));
        clock.move(Duration.ofDays(1));

        ledger.maintenance();

        assertThat(balance()).isEqualByComparingTo("100");
    }

    @Test
    @DisplayName("UP_TO leaves what is above the level, and closes the period")
    void upToLeavesMore() {
        set("130", RefillPlan.upTo(credits("100"), 1, Unit.DAYS, ZoneOffset.UTC));
        clock.move(Duration.ofDays(1));
        ledger.maintenance();
        ledger.updateBalance(BalanceUpdate.of(ANNA).set(credits("5")));

        ledger.maintenance();

        assertThat(balance()).isEqualByComparingTo("5");
    }

    @Test
    @DisplayName("as LibreChat: a balance that is used up is refilled by the next check after the interval")
    void whenExhausted() {
        set("50", exhausted());
        clock.move(Duration.ofDays(1));

        assertThat(ledger.checkBalance(DEAR).isAllowed()).isTrue();
        assertThat(balance()).isEqualByComparingTo("250");
    }

    @Test
    @DisplayName("as LibreChat: a call that is exactly affordable refills at its check")
    void exactlyAffordable() {
        set("100", exhausted());
        clock.move(Duration.ofDays(1));

        ledger.checkBalance(DEAR);

        assertThat(balance()).isEqualByComparingTo("300");
    }

    @Test
    @DisplayName("as LibreChat: a call that is exactly affordable refills at its reservation")
    void exactlyAffordableHold() {
        set("100", exhausted());
        clock.move(Duration.ofDays(1));

        ledger.reserve(DEAR);

        assertThat(balance()).isEqualByComparingTo("300");
    }

    @Test
    @DisplayName("as LibreChat: a call that leaves something refills nothing")
    void notExhausted() {
        set("100.000001", exhausted());
        clock.move(Duration.ofDays(1));

        ledger.checkBalance(DEAR);

        assertThat(balance()).isEqualByComparingTo("100.000001");
    }

    @Test
    @DisplayName("as LibreChat: before the interval has passed nothing is refilled")
    void tooEarly() {
        set("0", exhausted());
        clock.move(Duration.ofHours(23));

        assertThat(ledger.checkBalance(DEAR).isAllowed()).isFalse();
    }

    @Test
    @DisplayName("as LibreChat: missed intervals do not accumulate, and the next counts from the refill")
    void slides() {
        set("0", exhausted());
        clock.set("2026-01-10T07:00:00Z");
        ledger.checkBalance(DEAR);

        assertThat(balance()).isEqualByComparingTo("200");
        assertThat(ledger.balance(ANNA).nextRefill()).isEqualTo(Instant.parse("2026-01-11T07:00:00Z"));
    }

    @Test
    @DisplayName("as LibreChat: it can refill and still refuse")
    void refillsAndRefuses() {
        set("0", exhausted());
        clock.move(Duration.ofDays(1));

        assertThat(ledger.checkBalance(PlannedCall.ofCredits(ANNA, credits("201")))
                        .isAllowed())
                .isFalse();
        assertThat(balance()).isEqualByComparingTo("200");
    }

    @Test
    @DisplayName("a refused check says when credits are next given")
    void saysWhen() {
        set("0", exhausted());

        assertThat(ledger.checkBalance(DEAR).nextRefill()).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
    }

    @Test
    @DisplayName("two nodes book each of 30 periods once")
    void twoNodes() {
        set("0", each("10", Unit.DAYS));
        for (int day = 0; day < 30; day++) {
            clock.move(Duration.ofDays(1));
            Together.run(2, thread -> (thread == 0 ? ledger : other).maintenance());
        }

        assertThat(balance()).isEqualByComparingTo("300");
    }

    @Test
    @DisplayName("two nodes together report each refill once")
    void reportedOnce() {
        set("0", each("10", Unit.DAYS));
        clock.move(Duration.ofDays(20));

        List<Maintenance> rounds = Together.run(4, thread -> (thread % 2 == 0 ? ledger : other).maintenance());

        assertThat(rounds.stream().mapToInt(Maintenance::refills).sum()).isEqualTo(20);
    }

    @Test
    @DisplayName("the period of old settings cannot be given any more, and ids of old and new differ")
    void changedSettings() {
        set("0", RefillPlan.every(credits("10"), 1, Unit.DAYS, ZoneOffset.UTC));
        clock.move(Duration.ofDays(1));
        ledger.maintenance();
        ledger.updateBalance(
                BalanceUpdate.of(ANNA).refill(RefillPlan.every(credits("70"), 1, Unit.DAYS, ZoneOffset.UTC)));
        clock.move(Duration.ofDays(1));
        ledger.maintenance();

        assertThat(refills()).extracting(Entry::postingId).containsExactly("~refill:2:1", "~refill:4:1");
        assertThat(balance()).isEqualByComparingTo("80");
    }

    @Test
    @DisplayName("settings that are replaced while refills are in flight give old periods before, new ones after")
    void replacedInFlight() {
        set("0", RefillPlan.every(credits("10"), 1, Unit.DAYS, ZoneOffset.UTC));
        clock.move(Duration.ofDays(1));

        Together.run(
                8,
                thread -> thread == 3
                        ? ledger.updateBalance(BalanceUpdate.of(ANNA).refill(null))
                        : (thread % 2 == 0 ? ledger : other).maintenance());

        assertThat(refills()).hasSizeLessThanOrEqualTo(1);
        assertThat(ledger.audit(ANNA).problems()).isEmpty();
    }

    @Test
    @DisplayName("no refills any more means none, also for periods that were due")
    void removed() {
        set("0", RefillPlan.every(credits("10"), 1, Unit.DAYS, ZoneOffset.UTC));
        clock.move(Duration.ofDays(3));
        ledger.updateBalance(BalanceUpdate.of(ANNA).refill(null));

        assertThat(ledger.maintenance().refills()).isZero();
        assertThat(ledger.balance(ANNA).nextRefill()).isNull();
    }

    @Test
    @DisplayName("where no credits are counted nothing is refilled")
    void modeOff() {
        set("0", RefillPlan.every(credits("10"), 1, Unit.DAYS, ZoneOffset.UTC));
        clock.move(Duration.ofDays(1));
        Metering off = Ledgers.on(store, clock)
                .policy(TenantPolicy.DEFAULT.withMode(BalanceMode.OFF))
                .build();

        assertThat(off.maintenance().refills()).isZero();
    }

    @Test
    @DisplayName("an account that counted no credits is refilled once its tenant enforces balances")
    void fromOffToEnforced() {
        Metering off = Ledgers.on(store, clock)
                .policy(TenantPolicy.DEFAULT.withMode(BalanceMode.OFF))
                .build();
        off.updateBalance(BalanceUpdate.of(ANNA).refill(exhausted()));
        clock.move(Duration.ofDays(1));

        assertThat(ledger.checkBalance(DEAR).isAllowed()).isTrue();
    }

    @Test
    @DisplayName("a period that is due is given before a check refuses")
    void lazily() {
        set("0", RefillPlan.every(credits("150"), 1, Unit.DAYS, ZoneOffset.UTC));
        clock.move(Duration.ofDays(1));

        assertThat(ledger.reserve(DEAR)).isInstanceOf(ReserveResult.Reserved.class);
    }

    @Test
    @DisplayName("a failing policy of one tenant does not keep the others from their refills and expiries")
    void failingPolicy() {
        set("0", RefillPlan.every(credits("150"), 1, Unit.DAYS, ZoneOffset.UTC));
        AccountId bad = new AccountId("aaa", "bob");
        ledger.updateBalance(
                BalanceUpdate.of(bad).refill(RefillPlan.every(credits("1"), 1, Unit.DAYS, ZoneOffset.UTC)));
        ledger.reserve(PlannedCall.ofCredits(bad, credits("1")));
        ledger.reserve(PlannedCall.ofCredits(ANNA, credits("0")));
        clock.move(Duration.ofDays(1));
        Metering fresh = Ledgers.on(store, clock)
                .policies(tenant -> {
                    if (tenant.equals("aaa")) {
                        throw new IllegalStateException("the policies of aaa cannot be read");
                    }
                    return TenantPolicy.DEFAULT;
                })
                .build();

        Maintenance round = fresh.maintenance();

        assertThat(round).isEqualTo(new Maintenance(1, 1));
    }

    private static RefillPlan exhausted() {
        return RefillPlan.whenExhausted(credits("200"), 1, Unit.DAYS, ZoneOffset.UTC);
    }

    private static RefillPlan each(String amount, Unit unit) {
        return new RefillPlan(
                RefillSettings.Policy.EVERY_PERIOD, credits(amount), 1, unit, ZoneOffset.UTC, Missed.EACH, null);
    }

    private void set(String balance, RefillPlan plan) {
        ledger.updateBalance(BalanceUpdate.of(ANNA).set(credits(balance)).refill(plan));
    }

    private BigDecimal balance() {
        return ledger.balance(ANNA).tokenCredits();
    }

    private List<Entry> refills() {
        return store.entries(new EntryQuery.Chain(ANNA, 1, 1_000)).entries().stream()
                .filter(entry -> entry.kind() == EntryKind.REFILL)
                .toList();
    }
}
