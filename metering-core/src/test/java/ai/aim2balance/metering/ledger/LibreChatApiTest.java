package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.entry.TokenType;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The calls that users of LibreChat know, and what surrounds them. */
class LibreChatApiTest {
    private static final PlannedCall TOO_DEAR =
            PlannedCall.of(ANNA, "openai", "gpt-4o", 4).maxOutputTokens(200_000);

    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final Metering ledger = Ledgers.on(store, clock).build();

    @Test
    @DisplayName("a refused check throws the payload that clients know, with the time of the next refill")
    void payload() {
        ledger.updateBalance(BalanceUpdate.of(ANNA)
                .refill(RefillPlan.whenExhausted(credits("5"), 1, RefillSettings.Unit.DAYS, ZoneOffset.UTC)));

        InsufficientCreditException error = catchThrowableOfType(
                InsufficientCreditException.class,
                () -> ledger.checkBalance(TOO_DEAR).orThrow());

        assertThat(error.toJson())
                .isEqualTo("{\"type\":\"token_balance\",\"balance\":1000000.000000,\"tokenCost\":2000010.000000,"
                        + "\"promptTokens\":4,\"reason\":\"INSUFFICIENT\",\"refillAt\":\"2026-03-02T12:00:00Z\"}");
    }

    @Test
    @DisplayName("a refused reservation throws with the check that refused")
    void reservationThrows() {
        ReserveResult result = ledger.reserve(TOO_DEAR);

        assertThatThrownBy(result::orThrow)
                .isInstanceOf(InsufficientCreditException.class)
                .hasMessage("the balance does not allow the call: BalanceCheck[INSUFFICIENT, balance 1000000.000000,"
                        + " available 1000000.000000, cost 2000010.000000]");
    }

    @Test
    @DisplayName("an allowed check is its own result")
    void allowed() {
        BalanceCheck check = ledger.checkBalance(PlannedCall.of(ANNA, "openai", "gpt-4o", 4));

        assertThat(check.orThrow()).isSameAs(check);
        assertThat(check.tokenCost()).isEqualByComparingTo("10");
    }

    @Test
    @DisplayName("credits as a transaction are a top-up, once")
    void creditsTransaction() {
        TransactionRequest gift =
                new TransactionRequest(ANNA, "gift", TokenType.CREDITS, credits("5"), null, null, null, "gift");
        ledger.createTransaction(gift);

        assertThat(ledger.createTransaction(gift)).isInstanceOf(SpendResult.AlreadyApplied.class);
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("1000005");
    }

    @Test
    @DisplayName("one leg as a transaction is charged as that leg")
    void legTransaction() {
        ledger.createTransaction(new TransactionRequest(
                ANNA, "leg", TokenType.COMPLETION, credits("4"), "openai", "gpt-4o", "conv", "title"));

        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("999960");
    }

    @Test
    @DisplayName("a correction is an entry of its own that refers to what it corrects")
    void correction() {
        ledger.spendTokens(call(ANNA, "c", 4, 0));
        BookingResult result = ledger.operator().correct(ANNA, "c", credits("2.5"), "fix", "wrong count");

        assertThat(result).isInstanceOfSatisfying(BookingResult.Applied.class, applied -> {
            assertThat(applied.entry().refersTo()).isEqualTo(2);
            assertThat(applied.entry().details()).containsEntry("reason", "wrong count");
        });
    }

    @Test
    @DisplayName("an update of a version that has passed is stale and says which version holds")
    void stale() {
        ledger.spendTokens(call(ANNA, "c", 4, 0));

        assertThat(ledger.updateBalance(BalanceUpdate.of(ANNA).set(credits("1")).expectedVersion(1)))
                .isEqualTo(new BookingResult.Stale(2));
    }

    @Test
    @DisplayName("a payment in EUR buys what it is worth: spending it all costs the payment")
    void payment() {
        BigDecimal before = ledger.balance(ANNA).tokenCredits();
        ledger.topUp(TopUp.ofEur(ANNA, "pay", credits("10.00"), "stripe-1"));
        BigDecimal bought = ledger.balance(ANNA).tokenCredits().subtract(before);

        assertThat(ledger.eurValue(ANNA, bought)).isBetween(new BigDecimal("9.9999"), new BigDecimal("10.0001"));
    }

    @Test
    @DisplayName("an id is looked up, and an unknown one is not found")
    void find() {
        ledger.spendTokens(call(ANNA, "c", 4, 0));

        assertThat(ledger.operator().find(ANNA, "c")).isPresent();
        assertThat(ledger.operator().find(ANNA, "d")).isEmpty();
        assertThat(ledger.operator().entries(ANNA, 2, 10)).hasSize(1);
    }

    @Test
    @DisplayName("the application's scheduler keeps calling maintenance although a round fails")
    void rounds() throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(2);
        FaultyStore failing = new FaultyStore();
        failing.down(true);
        ScheduledExecutorService scheduler = new Immediate(rounds);
        Ledgers.on(failing, clock)
                .maintenance(scheduler, Duration.ofSeconds(1))
                .build()
                .close();

        assertThat(rounds.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Runs what is scheduled twice at once. */
    private static final class Immediate extends java.util.concurrent.ScheduledThreadPoolExecutor {
        private final CountDownLatch rounds;

        Immediate(CountDownLatch rounds) {
            super(1, Executors.defaultThreadFactory());
            this.rounds = rounds;
        }

        @Override
        public java.util.concurrent.ScheduledFuture<?> scheduleWithFixedDelay(
                Runnable command, long initialDelay, long delay, TimeUnit unit) {
            command.run();
            rounds.countDown();
            command.run();
            rounds.countDown();
            return schedule(() -> {}, 1, TimeUnit.HOURS);
        }
    }
}
