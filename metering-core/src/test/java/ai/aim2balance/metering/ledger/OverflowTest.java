package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Balances at the ends of their range. */
class OverflowTest {
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE, 6);
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE, 6);

    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final List<UnrecordedSpend> lost = new ArrayList<>();
    private final Metering ledger =
            Ledgers.on(store, clock).unrecorded(lost::add).build();

    @Test
    @DisplayName("a top-up beyond the range is an error that names balance and range")
    void topUp() {
        assertThatThrownBy(() -> ledger.topUp(TopUp.ofCredits(ANNA, "t", MOST)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("posting is one that makes a balance in USD at list price of 9223373.036854775807;"
                        + " allowed: sums of -9223372.036854775808 to 9223372.036854775807");
    }

    @Test
    @DisplayName("a refused top-up changes nothing, and later postings work")
    void nothingChanged() {
        assertThatThrownBy(() -> ledger.topUp(TopUp.ofCredits(ANNA, "t", MOST)))
                .isInstanceOf(InvalidInputException.class);

        ledger.topUp(TopUp.ofCredits(ANNA, "t", credits("1")));

        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("1000001");
    }

    @Test
    @DisplayName("a spend that would leave the range is handed over: its tokens were used")
    void spend() {
        ledger.updateBalance(BalanceUpdate.of(ANNA).set(BigDecimal.ZERO));
        ledger.updateBalance(BalanceUpdate.of(ANNA).set(LEAST));

        SpendResult result = ledger.spendTokens(call(ANNA, "c", 1, 0));

        assertThat(result)
                .isInstanceOfSatisfying(
                        SpendResult.Unrecorded.class,
                        unrecorded -> assertThat(unrecorded.spend().reason())
                                .isEqualTo(NotBookedException.Reason.NOT_PRICED));
        assertThat(lost).extracting(UnrecordedSpend::postingId).containsExactly("c");
    }

    @Test
    @DisplayName("after a spend that would leave the range later postings work")
    void laterPostings() {
        ledger.updateBalance(BalanceUpdate.of(ANNA).set(BigDecimal.ZERO));
        ledger.updateBalance(BalanceUpdate.of(ANNA).set(LEAST));
        ledger.spendTokens(call(ANNA, "c", 1, 0));
        ledger.topUp(TopUp.ofCredits(ANNA, "t", credits("2.5")));

        assertThat(ledger.spendTokens(call(ANNA, "c", 1, 0))).isInstanceOf(SpendResult.Applied.class);
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo(LEAST);
    }

    @Test
    @DisplayName("one spend beyond the range in a list does not touch its neighbours")
    void neighbours() {
        ledger.updateBalance(BalanceUpdate.of(ANNA).set(BigDecimal.ZERO));
        ledger.updateBalance(BalanceUpdate.of(ANNA).set(LEAST));
        var bob = new ai.aim2balance.metering.entry.AccountId("acme", "bob");

        List<BatchItem> items = ledger.spendAll(List.of(call(ANNA, "c", 1, 0), call(bob, "c", 1, 0)));

        assertThat(items.get(1).result()).isInstanceOf(SpendResult.Applied.class);
    }

    @Test
    @DisplayName("an increment of the whole range from below zero is booked exactly")
    void wholeRange() {
        ledger.updateBalance(BalanceUpdate.of(ANNA).set(credits("-1")));

        ledger.updateBalance(BalanceUpdate.of(ANNA).increment(MOST));

        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo(MOST.subtract(BigDecimal.ONE));
    }

    @Test
    @DisplayName("a balance whose change does not fit is an error that says so")
    void changeDoesNotFit() {
        ledger.updateBalance(BalanceUpdate.of(ANNA).set(BigDecimal.ZERO));
        ledger.updateBalance(BalanceUpdate.of(ANNA).set(LEAST));

        assertThatThrownBy(() -> ledger.updateBalance(BalanceUpdate.of(ANNA).set(MOST)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "posting is one that makes a change of the balance in USD at list price of 18446744.073709551615;"
                                + " allowed: sums of -9223372.036854775808 to 9223372.036854775807");
    }

    @Test
    @DisplayName("the highest balance minus what holds set aside is available")
    void highestBalance() {
        ledger.updateBalance(BalanceUpdate.of(ANNA).set(MOST));

        assertThat(ledger.reserve(PlannedCall.ofCredits(ANNA, MOST))).isInstanceOf(ReserveResult.Reserved.class);
        assertThat(ledger.balance(ANNA).availableCredits()).isEqualByComparingTo("0");
    }

    @Test
    @DisplayName("holds beyond the range of their sum are an error where nothing is enforced")
    void reservedSum() {
        Metering tracked = Ledgers.on(store, clock)
                .policy(TenantPolicy.DEFAULT.withMode(BalanceMode.TRACKED))
                .build();
        tracked.reserve(PlannedCall.ofCredits(ANNA, MOST));

        assertThatThrownBy(() -> tracked.reserve(PlannedCall.ofCredits(ANNA, MOST)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(
                        "posting is one that makes a sum of reserved credits in USD at list price of 18446744.073709551614;");
    }

    @Test
    @DisplayName("a debt of the whole range beside a tiny grant is shown as a share")
    void usedPercent() {
        ledger.updateBalance(BalanceUpdate.of(ANNA).set(BigDecimal.ZERO));
        ledger.topUp(TopUp.ofCredits(ANNA, "t", credits("0.000001")));
        ledger.updateBalance(BalanceUpdate.of(ANNA).set(credits("-9000000000000")));

        assertThat(ledger.balance(ANNA).usedPercent()).isGreaterThan(100);
    }
}
