package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What other billing systems lost or doubled must come out right here. */
class PeerLossesTest {
    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final List<Metering> nodes =
            List.of(Ledgers.on(store, clock).build(), Ledgers.on(store, clock).build());
    private final Metering ledger = nodes.get(0);

    @Test
    @DisplayName("Lago #5870: the same top-up from two nodes at once is credited once")
    void sameTopUp() {
        List<BookingResult> results =
                Together.run(8, thread -> nodes.get(thread % 2).topUp(TopUp.ofCredits(ANNA, "pay-1", credits("500"))));

        assertThat(results.stream().filter(BookingResult.Applied.class::isInstance))
                .hasSize(1);
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("1000500");
    }

    @Test
    @DisplayName("Lago PR #3618: a hold that is settled twice within milliseconds is billed once")
    void settledTwice() {
        ledger.reserve(PlannedCall.ofCredits(ANNA, credits("1000")).holdId("h"));

        List<SpendResult> results = Together.run(
                8, thread -> nodes.get(thread % 2).settle("h", Ledgers.call(ANNA, "call-" + thread, 100, 0)));

        assertThat(results.stream().filter(SpendResult.Applied.class::isInstance))
                .hasSize(1);
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("999750");
    }

    @Test
    @DisplayName("Blnk #152: a refund that is applied repeatedly is credited once")
    void sameRefund() {
        ledger.spendTokens(call(ANNA, "c", 1_000, 0));

        List<BookingResult> results =
                Together.run(8, thread -> nodes.get(thread % 2).refund(Refund.full(ANNA, "c")));

        assertThat(results.stream().filter(BookingResult.Applied.class::isInstance))
                .hasSize(1);
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("1000000");
    }

    @Test
    @DisplayName("Blnk #62: a call that costs more than its hold is billed in full, and the hold is gone")
    void aboveTheHold() {
        ledger.reserve(PlannedCall.ofCredits(ANNA, credits("10")).holdId("h"));

        ledger.settle("h", call(ANNA, "c", 1_000, 0));

        assertThat(ledger.balance(ANNA).availableCredits()).isEqualByComparingTo("997500");
    }

    @Test
    @DisplayName("Blnk #182: a refused hold sets nothing aside, and can be booked later when there are credits")
    void refusedHold() {
        PlannedCall dear = PlannedCall.ofCredits(ANNA, credits("1000001")).holdId("h");
        ledger.reserve(dear);
        ledger.topUp(TopUp.ofCredits(ANNA, "t", credits("1")));

        assertThat(ledger.balance(ANNA).reservedCredits()).isEqualByComparingTo("0");
        assertThat(ledger.reserve(dear)).isInstanceOf(ReserveResult.Reserved.class);
    }

    @Test
    @DisplayName("Blnk #181: what a hold sets aside is not available any more")
    void holdsCount() {
        ledger.reserve(PlannedCall.ofCredits(ANNA, credits("400000")));

        assertThat(ledger.balance(ANNA).availableCredits()).isEqualByComparingTo("600000");
        assertThat(ledger.checkBalance(PlannedCall.ofCredits(ANNA, credits("600001")))
                        .isAllowed())
                .isFalse();
    }

    @Test
    @DisplayName("elizaOS #22681: a refund above the original is an error and mints nothing")
    void refundAboveOriginal() {
        ledger.spendTokens(call(ANNA, "c", 4, 0));

        assertThatThrownBy(() -> ledger.refund(Refund.part(ANNA, "c", credits("31348.80"), "r")))
                .isInstanceOf(InvalidInputException.class);
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("999990");
    }

    @Test
    @DisplayName("elizaOS #22681: a negative price is an error before anything is reserved")
    void negativePrice() {
        assertThatThrownBy(() -> PlannedCall.ofCredits(ANNA, credits("-1.00")))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    @DisplayName("new-api #4211, #2891: a full refund restores balance and usage totals alike")
    void refundRestoresTotals() {
        ledger.spendTokens(call(ANNA, "c", 1_234, 567));

        ledger.refund(Refund.full(ANNA, "c"));

        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("1000000");
        assertThat(store.aggregate(UsageQuery.of(Scope.account(ANNA))))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.sums().credits()).isEqualByComparingTo("0");
                    assertThat(row.sums().tokens()).isZero();
                    assertThat(row.sums().requests()).isZero();
                    assertThat(row.sums().costEur()).isEqualByComparingTo("0");
                    assertThat(row.sums().m2Restored()).isEqualByComparingTo("0");
                    assertThat(row.sums().kWh().high()).isEqualByComparingTo("0");
                });
    }

    @Test
    @DisplayName("Formance #364: whoever collides on an id gets the first outcome, never an empty success")
    void collision() {
        List<SpendResult> results =
                Together.run(8, thread -> nodes.get(thread % 2).spendTokens(call(ANNA, "same", 100, 10)));

        assertThat(results).extracting(result -> Ledgers.booked(result)).containsOnly(Ledgers.booked(results.get(0)));
    }

    @Test
    @DisplayName("Formance stack #1633, #1636: of a list that repeats an id, one is booked and one is its repeat")
    void listRepeatsAnId() {
        List<BatchItem> items =
                ledger.spendAll(List.of(call(ANNA, "a", 4, 0), call(ANNA, "b", 4, 0), call(ANNA, "a", 4, 0)));

        assertThat(items)
                .extracting(BatchItem::result)
                .map(Object::getClass)
                .map(Class::getSimpleName)
                .containsExactly("Applied", "Applied", "AlreadyApplied");
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("999980");
    }

    @Test
    @DisplayName(
            "Formance stack #1633, #1636: an id with other content later in a list is named, its neighbours are booked")
    void listRepeatsAnIdForSomethingElse() {
        List<BatchItem> items =
                ledger.spendAll(List.of(call(ANNA, "a", 4, 0), call(ANNA, "a", 5, 0), call(ANNA, "b", 4, 0)));

        assertThat(items.get(1).error()).isInstanceOf(PostingConflictException.class);
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("999980");
    }

    @Test
    @DisplayName("OpenMeter #1408: refills whose anchor is the moment of opening do not count the first period twice")
    void anchorIsCreation() {
        Metering refilling = Ledgers.on(store, clock)
                .policy(TenantPolicy.DEFAULT
                        .withStartCredits(credits("100"))
                        .withRefill(RefillPlan.every(credits("100"), 1, RefillSettings.Unit.DAYS, ZoneOffset.UTC)))
                .build();
        refilling.spendTokens(call(ANNA, "c", 0, 0));

        refilling.maintenance();

        assertThat(refilling.balance(ANNA).tokenCredits()).isEqualByComparingTo("100");
    }

    @Test
    @DisplayName("Flexprice #2155: parallel checks on two nodes book one automatic refill")
    void oneRefill() {
        ledger.updateBalance(BalanceUpdate.of(ANNA)
                .set(credits("0"))
                .refill(RefillPlan.whenExhausted(credits("500"), 1, RefillSettings.Unit.DAYS, ZoneOffset.UTC)));
        clock.move(Duration.ofDays(2));

        Together.run(8, thread -> nodes.get(thread % 2).checkBalance(PlannedCall.ofCredits(ANNA, credits("10"))));

        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("500");
    }

    @Test
    @DisplayName("Flexprice #2155: parallel spends on two nodes cross each alert level once")
    void oneAlert() {
        Together.run(10, thread -> nodes.get(thread % 2).spendTokens(call(ANNA, "c-" + thread, 41_000, 0)));

        assertThat(ledger.alertsAfter(null, 1_000).alerts())
                .extracting(Alert::level)
                .containsExactly(
                        Alert.Level.USED_80, Alert.Level.USED_95, Alert.Level.USED_100, Alert.Level.BELOW_ZERO);
    }

    @Test
    @DisplayName("Flexprice #2155: a period is refilled by one entry, whoever comes first")
    void oneRefillEntry() {
        ledger.updateBalance(BalanceUpdate.of(ANNA)
                .refill(RefillPlan.every(credits("500"), 1, RefillSettings.Unit.DAYS, ZoneOffset.UTC)));
        clock.move(Duration.ofDays(1));

        Together.run(6, thread -> nodes.get(thread % 2).maintenance());

        assertThat(store.entries(new EntryQuery.Chain(ANNA, 1, 100)).entries())
                .filteredOn(entry -> entry.kind() == EntryKind.REFILL)
                .hasSize(1);
    }
}
