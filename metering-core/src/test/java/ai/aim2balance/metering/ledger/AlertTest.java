package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Alert.Level.BELOW_ZERO;
import static ai.aim2balance.metering.ledger.Alert.Level.USED_100;
import static ai.aim2balance.metering.ledger.Alert.Level.USED_80;
import static ai.aim2balance.metering.ledger.Alert.Level.USED_95;
import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Levels that a balance crosses. A new account begins with 1,000,000 credits; an input token is 2.5 credits. */
class AlertTest {
    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final Metering ledger = Ledgers.on(store, clock).build();

    @Test
    @DisplayName("each level is crossed once on the way down")
    void eachOnce() {
        for (int i = 0; i < 45; i++) {
            ledger.spendTokens(call(ANNA, "c" + i, 10_000, 0));
        }

        assertThat(levels()).containsExactly(USED_80, USED_95, USED_100, BELOW_ZERO);
    }

    @Test
    @DisplayName("exactly at a level it is reached, one token before it is not")
    void exactly() {
        ledger.spendTokens(call(ANNA, "before", 319_999, 0));
        assertThat(levels()).isEmpty();

        ledger.spendTokens(call(ANNA, "at", 1, 0));

        assertThat(levels()).containsExactly(USED_80);
    }

    @Test
    @DisplayName("a balance of exactly zero is used up and not below zero")
    void zero() {
        ledger.spendTokens(call(ANNA, "all", 400_000, 0));

        assertThat(levels()).containsExactly(USED_80, USED_95, USED_100);
    }

    @Test
    @DisplayName("one large call crosses several levels, the lowest first")
    void several() {
        ledger.spendTokens(call(ANNA, "large", 500_000, 0));

        assertThat(levels()).containsExactly(USED_80, USED_95, USED_100, BELOW_ZERO);
    }

    @Test
    @DisplayName("after a top-up levels count from the new balance")
    void topUp() {
        ledger.spendTokens(call(ANNA, "a", 360_000, 0));
        ledger.topUp(TopUp.ofCredits(ANNA, "t", credits("900000")));
        ledger.spendTokens(call(ANNA, "b", 319_999, 0));

        assertThat(levels()).containsExactly(USED_80);
    }

    @Test
    @DisplayName("a refill resets what levels count from")
    void refill() {
        ledger.updateBalance(BalanceUpdate.of(ANNA)
                .refill(RefillPlan.upTo(credits("100"), 1, RefillSettings.Unit.DAYS, ZoneOffset.UTC)));
        ledger.spendTokens(call(ANNA, "a", 400_000, 0));
        clock.move(Duration.ofDays(1));
        ledger.maintenance();
        ledger.spendTokens(call(ANNA, "b", 32, 0));

        assertThat(levels()).containsExactly(USED_80, USED_95, USED_100, USED_80);
    }

    @Test
    @DisplayName("rising above a level by a refund is no alert, falling below it again is one more")
    void refund() {
        ledger.spendTokens(call(ANNA, "a", 320_000, 0));
        ledger.refund(Refund.full(ANNA, "a"));
        ledger.spendTokens(call(ANNA, "b", 320_000, 0));

        assertThat(levels()).containsExactly(USED_80, USED_80);
    }

    @Test
    @DisplayName("an account that was given nothing crosses zero alone")
    void nothingGranted() {
        Metering poor = Ledgers.on(store, clock).policy(TenantPolicy.DEFAULT).build();
        poor.spendTokens(call(ANNA, "a", 1, 0));
        poor.spendTokens(call(ANNA, "b", 1, 0));

        assertThat(levels()).containsExactly(BELOW_ZERO);
    }

    @Test
    @DisplayName("reading on by cursor in small portions finds every alert of every tenant once, in order")
    void byCursor() {
        for (int i = 0; i < 30; i++) {
            ledger.spendTokens(call(new AccountId("tenant-" + i % 3, "anna"), "c" + i, 100_000, 0));
        }
        List<Alert> found = new ArrayList<>();
        AlertPage page = ledger.alertsAfter(null, 4);
        String before = "";
        while (!page.cursor().equals(before)) {
            found.addAll(page.alerts());
            before = page.cursor();
            page = ledger.alertsAfter(before, 4);
        }

        assertThat(found).hasSize(12).isEqualTo(ledger.alertsAfter(null, 1_000).alerts());
    }

    @Test
    @DisplayName("a cursor at the end finds what is crossed later")
    void later() {
        String end = ledger.alertsAfter(null, 10).cursor();
        ledger.spendTokens(call(ANNA, "a", 320_000, 0));

        assertThat(ledger.alertsAfter(end, 10).alerts())
                .extracting(Alert::level)
                .containsExactly(USED_80);
    }

    @Test
    @DisplayName("an alert says what was granted, what is left, and by which entry")
    void facts() {
        ledger.spendTokens(call(ANNA, "a", 320_000, 0));

        assertThat(ledger.alertsAfter(null, 10).alerts())
                .containsExactly(new Alert(
                        ANNA, USED_80, 2, credits("200000.000000"), credits("1000000.000000"), clock.instant()));
    }

    private List<Alert.Level> levels() {
        return ledger.alertsAfter(null, 1_000).alerts().stream()
                .map(Alert::level)
                .toList();
    }
}
