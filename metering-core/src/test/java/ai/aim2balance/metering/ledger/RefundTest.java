package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.booked;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.Spread;
import ai.aim2balance.metering.entry.UsageAmounts;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is taken back, in whole and in parts. */
class RefundTest {
    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final Metering ledger = Ledgers.on(store, clock).build();

    static Stream<RecordComponent> amounts() {
        return Stream.of(UsageAmounts.class.getRecordComponents());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("amounts")
    @DisplayName("refunds in thirds add up to the exact negation, for every amount of the record")
    void thirds(RecordComponent amount) throws ReflectiveOperationException {
        Entry original = booked(ledger.spendTokens(Spend.builder(ANNA, "openai", "gpt-4o")
                .id("c")
                .structuredTokens(1_000, 101, 203, 107)
                .build()));
        BigDecimal third = BigDecimal.valueOf(amounts(original).microCredits() / 3, 6);
        List<Entry> refunds = new ArrayList<>();
        refunds.add(applied(ledger.refund(Refund.part(ANNA, "c", third, "r1"))));
        refunds.add(applied(ledger.refund(Refund.part(ANNA, "c", third, "r2"))));
        refunds.add(applied(ledger.refund(Refund.full(ANNA, "c"))));

        List<BigDecimal> sum = zeros(amounts(original), amount);
        for (Entry refund : refunds) {
            sum = plus(sum, figures(amounts(refund), amount));
        }

        assertThat(plus(sum, figures(amounts(original), amount))).allMatch(rest -> rest.signum() == 0);
    }

    @Test
    @DisplayName("refunds in thirds bring the balance back exactly")
    void thirdsOfTheBalance() {
        ledger.spendTokens(call(ANNA, "c", 1, 0));
        ledger.refund(Refund.part(ANNA, "c", credits("0.833333"), "r1"));
        ledger.refund(Refund.part(ANNA, "c", credits("0.833333"), "r2"));

        ledger.refund(Refund.full(ANNA, "c"));

        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("1000000");
    }

    @Test
    @DisplayName("more than is left is refused, and names what is left")
    void moreThanIsLeft() {
        ledger.spendTokens(call(ANNA, "c", 4, 0));
        ledger.refund(Refund.part(ANNA, "c", credits("7"), "r1"));

        assertThatThrownBy(() -> ledger.refund(Refund.part(ANNA, "c", credits("3.000001"), "r2")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("3.000001 of 3.000000 credits that are left of 10.000000");
    }

    @Test
    @DisplayName("parallel refunds from two nodes never exceed the original")
    void parallel() {
        Metering other = Ledgers.on(store, clock).build();
        ledger.spendTokens(call(ANNA, "c", 4, 0));

        Together.run(8, thread -> {
            try {
                (thread % 2 == 0 ? ledger : other).refund(Refund.part(ANNA, "c", credits("3"), "r" + thread));
                return true;
            } catch (InvalidInputException e) {
                return false;
            }
        });

        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("999999");
    }

    @Test
    @DisplayName("a refund with the same id and content is answered with the first")
    void twice() {
        ledger.spendTokens(call(ANNA, "c", 4, 0));
        ledger.refund(Refund.full(ANNA, "c"));

        assertThat(ledger.refund(Refund.full(ANNA, "c"))).isInstanceOf(BookingResult.AlreadyApplied.class);
    }

    @Test
    @DisplayName("after all was refunded another refund is refused")
    void nothingLeft() {
        ledger.spendTokens(call(ANNA, "c", 4, 0));
        ledger.refund(Refund.full(ANNA, "c"));

        assertThatThrownBy(() -> ledger.refund(new Refund(ANNA, "c", null, "another", null)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("all of 0.000000 credits that are left of 10.000000");
    }

    @Test
    @DisplayName("a refund id with another amount is a conflict")
    void conflict() {
        ledger.spendTokens(call(ANNA, "c", 4, 0));
        ledger.refund(Refund.part(ANNA, "c", credits("1"), "r"));

        assertThatThrownBy(() -> ledger.refund(Refund.part(ANNA, "c", credits("2"), "r")))
                .isInstanceOf(PostingConflictException.class);
    }

    @Test
    @DisplayName("a free call is taken back whole: its tokens, once")
    void freeCall() {
        ledger.spendTokens(call(ANNA, "c", 0, 0));

        Entry refund = applied(ledger.refund(Refund.full(ANNA, "c")));

        assertThat(amounts(refund).requests()).isEqualTo(-1);
        assertThatThrownBy(() -> ledger.refund(new Refund(ANNA, "c", null, "again", null)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    @DisplayName("a top-up is taken back, in part and in whole")
    void topUp() {
        ledger.topUp(TopUp.ofCredits(ANNA, "t", credits("10")));
        ledger.refund(Refund.part(ANNA, "t", credits("4"), "r"));

        ledger.refund(Refund.full(ANNA, "t"));

        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("1000000");
    }

    @Test
    @DisplayName("a settled hold is refunded by the name that its reservation gives")
    void settledHold() {
        Reservation hold = ledger.reserve(
                        PlannedCall.ofCredits(ANNA, credits("5")).holdId("h"))
                .orThrow();
        ledger.settle("h", call(ANNA, "c", 4, 0));

        ledger.refund(Refund.full(ANNA, hold.billedAs()));

        assertThat(ledger.balance(ANNA).availableCredits()).isEqualByComparingTo("1000000");
    }

    @Test
    @DisplayName("a hold, a refund and an adjustment cannot be refunded")
    void notRefundable() {
        ledger.reserve(PlannedCall.ofCredits(ANNA, credits("5")).holdId("h"));

        assertThatThrownBy(() -> ledger.refund(Refund.full(ANNA, "h")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("h, which is a hold and cannot be refunded");
    }

    @Test
    @DisplayName("what does not exist cannot be refunded")
    void unknown() {
        assertThatThrownBy(() -> ledger.refund(Refund.full(ANNA, "nothing")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("referred posting is nothing, which does not exist");
    }

    @Test
    @DisplayName("the chain is proven after refunds")
    void proven() {
        ledger.spendTokens(call(ANNA, "c", 4, 0));
        ledger.refund(Refund.part(ANNA, "c", credits("3"), "r"));
        ledger.refund(Refund.full(ANNA, "c"));

        assertThat(ledger.audit(ANNA).problems()).isEmpty();
    }

    private static UsageAmounts amounts(Entry entry) {
        return Objects.requireNonNull(entry.usage()).amounts();
    }

    private static Entry applied(BookingResult result) {
        return ((BookingResult.Applied) result).entry();
    }

    private static List<BigDecimal> figures(UsageAmounts amounts, RecordComponent amount)
            throws ReflectiveOperationException {
        Object value = amount.getAccessor().invoke(amounts);
        if (value instanceof Spread spread) {
            return List.of(
                    BigDecimal.valueOf(spread.low()),
                    BigDecimal.valueOf(spread.likely()),
                    BigDecimal.valueOf(spread.high()));
        }
        return List.of(value instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf((Long) value));
    }

    private static List<BigDecimal> zeros(UsageAmounts amounts, RecordComponent amount)
            throws ReflectiveOperationException {
        return figures(amounts, amount).stream().map(any -> BigDecimal.ZERO).toList();
    }

    private static List<BigDecimal> plus(List<BigDecimal> a, List<BigDecimal> b) {
        List<BigDecimal> sum = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            sum.add(a.get(i).add(b.get(i)));
        }
        return sum;
    }
}
