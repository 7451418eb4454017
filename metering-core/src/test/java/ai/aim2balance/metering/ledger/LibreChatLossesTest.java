package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.booked;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.entry.TokenType;
import ai.aim2balance.metering.entry.Transaction;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.store.EntryQuery;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Weaknesses of LibreChat's balance system, by their numbers in the list that the ledger was designed against. */
class LibreChatLossesTest {
    private final FaultyStore store = new FaultyStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final List<Metering> nodes =
            List.of(Ledgers.on(store, clock).build(), Ledgers.on(store, clock).build());
    private final Metering ledger = nodes.get(0);

    @Test
    @DisplayName("LibreChat 1: the row and the change of the balance are one entry")
    void oneWrite() {
        Entry entry = booked(ledger.spendTokens(call(ANNA, "c", 100, 10)));

        long taken = usage(entry).transactions().stream()
                .mapToLong(Transaction::tokenValue)
                .sum();
        assertThat(entry.creditsDelta()).isEqualTo(taken).isEqualTo(-350_000_000);
        assertThat(entry.stateAfter().credits()).isEqualTo(1_000_000_000_000L + taken);
    }

    @Test
    @DisplayName("LibreChat 2: 400 parallel spends of one user on two nodes lose no charge")
    void contention() {
        List<SpendResult> results = Together.run(100, thread -> {
            SpendResult last = ledger.spendTokens(call(ANNA, thread + "-0", 3_000, 0));
            for (int i = 1; i < 4; i++) {
                last = nodes.get(thread % 2).spendTokens(call(ANNA, thread + "-" + i, 3_000, 0));
            }
            return last;
        });

        assertThat(results).allMatch(SpendResult.Applied.class::isInstance);
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("-2000000");
    }

    @Test
    @DisplayName("LibreChat 3: a debt is kept exactly, not clamped at 0")
    void noClamp() {
        ledger.spendTokens(call(ANNA, "c", 400_001, 0));

        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("-2.5");
    }

    @Test
    @DisplayName("LibreChat 4: a reservation covers the output too")
    void outputIsCovered() {
        PlannedCall call = PlannedCall.of(ANNA, "openai", "gpt-4o", 1_000);

        assertThat(ledger.reserve(call.maxOutputTokens(99_750))).isInstanceOf(ReserveResult.Reserved.class);
        assertThat(ledger.balance(ANNA).availableCredits()).isEqualByComparingTo("0");
    }

    @Test
    @DisplayName("LibreChat 7: parallel checks refill once")
    void oneRefill() {
        ledger.updateBalance(BalanceUpdate.of(ANNA)
                .set(BigDecimal.ZERO)
                .refill(RefillPlan.whenExhausted(credits("100"), 1, RefillSettings.Unit.HOURS, ZoneOffset.UTC)));
        clock.move(Duration.ofHours(5));

        Together.run(8, thread -> nodes.get(thread % 2).reserve(PlannedCall.ofCredits(ANNA, credits("200"))));

        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("100");
    }

    @Test
    @DisplayName("LibreChat 8: a commit whose acknowledgement is lost is not applied again")
    void lostAcknowledgement() {
        store.appending(usual -> {
            java.util.concurrent.atomic.AtomicBoolean lost = new java.util.concurrent.atomic.AtomicBoolean();
            return entries -> {
                var result = usual.append(entries);
                if (lost.compareAndSet(false, true)) {
                    throw FaultyStore.error(ai.aim2balance.metering.store.MeteringStoreException.Outcome.UNKNOWN);
                }
                return result;
            };
        });

        SpendResult result = ledger.spendTokens(call(ANNA, "c", 100, 0));

        assertThat(result).isInstanceOf(SpendResult.Applied.class);
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("999750");
    }

    @Test
    @DisplayName("LibreChat 8: a client's retry with the same id bills once")
    void retry() {
        ledger.spendTokens(call(ANNA, "c", 100, 0));

        assertThat(nodes.get(1).spendTokens(call(ANNA, "c", 100, 0))).isInstanceOf(SpendResult.AlreadyApplied.class);
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("999750");
    }

    @Test
    @DisplayName("LibreChat 9: a thousand charges of 0.0000025 USD add up to the last decimal")
    void exactMoney() {
        ledger.spendAll(java.util.stream.IntStream.range(0, 1_000)
                .mapToObj(i -> call(ANNA, "c" + i, 1, 0))
                .toList());

        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualTo(new BigDecimal("997500.000000"));
    }

    @Test
    @DisplayName("LibreChat 14: a prompt without tokens does not drop the completion")
    void promptAndCompletionTogether() {
        Entry entry = booked(ledger.spendTokens(call(ANNA, "c", 0, 10)));

        assertThat(usage(entry).transactions())
                .extracting(Transaction::tokenType, Transaction::rawAmount)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(TokenType.PROMPT, 0L),
                        org.assertj.core.groups.Tuple.tuple(TokenType.COMPLETION, -10L));
    }

    @Test
    @DisplayName("LibreChat 15: plain and structured calls treat zero tokens alike")
    void zeroTokens() {
        Entry plain = booked(ledger.spendTokens(call(ANNA, "plain", 0, 0)));
        Entry structured = booked(ledger.spendStructuredTokens(Spend.builder(ANNA, "openai", "gpt-4o")
                .id("structured")
                .structuredTokens(0, 0, 0, 0)
                .build()));

        assertThat(usage(structured).transactions()).isEqualTo(usage(plain).transactions());
    }

    @Test
    @DisplayName("LibreChat 16: no amount of a call can give credits")
    void noMinting() {
        assertThatThrownBy(() -> ledger.createTransaction(new TransactionRequest(
                        ANNA, "m", TokenType.COMPLETION, credits("-5"), "openai", "gpt-4o", null, null)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Spend.builder(ANNA, "openai", "gpt-4o").tokens(-1, 0))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    @DisplayName("LibreChat 18: a new policy of the tenant leaves an account's own refill settings alone")
    void ownSettingsStay() {
        ledger.updateBalance(BalanceUpdate.of(ANNA)
                .refill(RefillPlan.every(credits("7"), 1, RefillSettings.Unit.WEEKS, ZoneOffset.UTC)));
        Metering reconfigured = Ledgers.on(store, clock)
                .policy(TenantPolicy.DEFAULT.withRefill(
                        RefillPlan.every(credits("1"), 1, RefillSettings.Unit.DAYS, ZoneOffset.UTC)))
                .build();

        reconfigured.spendTokens(call(ANNA, "c", 1, 0));

        assertThat(Objects.requireNonNull(reconfigured.balance(ANNA).refill()).microCredits())
                .isEqualTo(7_000_000);
    }

    @Test
    @DisplayName("LibreChat 24: a foreign entry costs a spend one more attempt, not a chain of pauses")
    void noRetryLoop() {
        ledger.spendTokens(call(ANNA, "c-1", 1, 0));
        nodes.get(1).spendTokens(call(ANNA, "c-2", 1, 0));
        int before = store.appends.get();

        ledger.spendTokens(call(ANNA, "c-3", 1, 0));

        assertThat(store.appends.get() - before).isLessThanOrEqualTo(2);
    }

    @Test
    @DisplayName("LibreChat 3: the sum of all entries is the balance after debts, refunds and top-ups")
    void sumIsBalance() {
        ledger.spendTokens(call(ANNA, "c", 500_000, 3));
        ledger.topUp(TopUp.ofCredits(ANNA, "t", credits("77.5")));
        ledger.refund(Refund.part(ANNA, "c", credits("0.000001"), "r"));

        long sum = store.entries(new EntryQuery.Chain(ANNA, 1, 100)).entries().stream()
                .mapToLong(Entry::creditsDelta)
                .sum();
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualTo(BigDecimal.valueOf(sum, 6));
    }

    private static UsageRecord usage(Entry entry) {
        return Objects.requireNonNull(entry.usage());
    }
}
