package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.booked;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What balances are for, and accounts that are frozen. */
class BalanceModeTest {
    private static final PlannedCall TOO_DEAR = PlannedCall.ofCredits(ANNA, credits("5000000"));

    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final Metering enforced = in(BalanceMode.ENFORCED);
    private final Metering tracked = in(BalanceMode.TRACKED);
    private final Metering off = in(BalanceMode.OFF);

    @Test
    @DisplayName("TRACKED admits what the balance does not cover")
    void trackedAdmits() {
        assertThat(tracked.checkBalance(TOO_DEAR).isAllowed()).isTrue();
        assertThat(tracked.reserve(TOO_DEAR)).isInstanceOf(ReserveResult.Reserved.class);
    }

    @Test
    @DisplayName("TRACKED counts credits")
    void trackedCounts() {
        tracked.spendTokens(call(ANNA, "c", 4, 0));

        assertThat(tracked.balance(ANNA).tokenCredits()).isEqualByComparingTo("999990");
    }

    @Test
    @DisplayName("OFF records the cost and takes no credits")
    void offRecords() {
        Entry entry = booked(off.spendTokens(call(ANNA, "c", 4, 0)));

        assertThat(entry.creditsDelta()).isZero();
        assertThat(Objects.requireNonNull(entry.usage()).amounts().microCredits())
                .isEqualTo(10_000_000);
    }

    @Test
    @DisplayName("OFF admits everything and sets nothing aside")
    void offAdmits() {
        off.reserve(TOO_DEAR).orThrow();

        assertThat(off.balance(ANNA).reservedCredits()).isEqualByComparingTo("0");
        assertThat(off.balance(ANNA).openHolds()).isOne();
    }

    @Test
    @DisplayName("a full refund under ENFORCED of a call that was booked under OFF gives no credits")
    void refundAcrossModes() {
        off.spendTokens(call(ANNA, "c", 4, 0));

        enforced.refund(Refund.full(ANNA, "c"));

        assertThat(enforced.balance(ANNA).tokenCredits()).isEqualByComparingTo("1000000");
    }

    @Test
    @DisplayName("a hold that was made under ENFORCED and settled under OFF frees its amount and takes no credits")
    void settleAcrossModes() {
        enforced.reserve(PlannedCall.ofCredits(ANNA, credits("100")).holdId("h"));

        off.settle("h", call(ANNA, "c", 4, 0));

        assertThat(off.balance(ANNA).availableCredits()).isEqualByComparingTo("1000000");
    }

    @Test
    @DisplayName("a chain through all modes is proven")
    void proven() {
        enforced.spendTokens(call(ANNA, "a", 4, 0));
        tracked.reserve(TOO_DEAR.holdId("h"));
        off.spendTokens(call(ANNA, "b", 4, 0));
        enforced.settle("h", call(ANNA, "c", 4, 0));

        assertThat(enforced.audit(ANNA).problems()).isEmpty();
    }

    @Test
    @DisplayName("the balance shows the mode of the tenant's policy, also before the next entry")
    void shown() {
        enforced.spendTokens(call(ANNA, "c", 4, 0));

        assertThat(tracked.balance(ANNA).mode()).isEqualTo(BalanceMode.TRACKED);
    }

    @Test
    @DisplayName("a frozen account refuses checks and reservations")
    void frozen() {
        enforced.operator().freeze(ANNA, "leaked key");

        assertThat(enforced.checkBalance(PlannedCall.ofCredits(ANNA, credits("1")))
                        .reason())
                .isEqualTo(BalanceCheck.Reason.FROZEN);
        assertThat(enforced.reserve(PlannedCall.ofCredits(ANNA, credits("1"))))
                .isInstanceOf(ReserveResult.Refused.class);
    }

    @Test
    @DisplayName("a frozen account records what is used, and settles its holds")
    void frozenRecords() {
        enforced.reserve(PlannedCall.ofCredits(ANNA, credits("100")).holdId("h"));
        enforced.operator().freeze(ANNA, "leaked key");

        enforced.settle("h", call(ANNA, "a", 4, 0));
        enforced.spendTokens(call(ANNA, "b", 4, 0));

        assertThat(enforced.balance(ANNA).tokenCredits()).isEqualByComparingTo("999980");
    }

    @Test
    @DisplayName("a thawed account admits again")
    void thawed() {
        enforced.operator().freeze(ANNA, "leaked key");
        enforced.operator().thaw(ANNA, "new key");

        assertThat(enforced.reserve(PlannedCall.ofCredits(ANNA, credits("1"))))
                .isInstanceOf(ReserveResult.Reserved.class);
    }

    @Test
    @DisplayName("an affordable output is bounded where credits are enforced, and not where nothing is refused")
    void affordable() {
        PlannedCall call = PlannedCall.of(ANNA, "openai", "gpt-4o", 4);

        assertThat(enforced.checkBalance(call).affordableOutputTokens()).isEqualTo(99_999);
        assertThat(tracked.checkBalance(call).affordableOutputTokens()).isEqualTo(10_000_000);
    }

    private Metering in(BalanceMode mode) {
        return Ledgers.on(store, clock)
                .policy(TenantPolicy.DEFAULT
                        .withStartCredits(credits("1000000"))
                        .withMode(mode))
                .build();
    }
}
