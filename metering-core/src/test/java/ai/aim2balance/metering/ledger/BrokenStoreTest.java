package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Stores that fail, refuse whole batches, or cannot take one entry. */
class BrokenStoreTest {
    private static final PlannedCall CALL = PlannedCall.of(ANNA, "openai", "gpt-4o", 4);

    private final FaultyStore store = new FaultyStore(1, 1_000);
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final List<UnrecordedSpend> lost = new ArrayList<>();
    private final Metering ledger = impatient().build();

    @Test
    @DisplayName("a check on a broken store is refused by default")
    void checkRefused() {
        store.down(true);

        assertThat(ledger.checkBalance(CALL).reason()).isEqualTo(BalanceCheck.Reason.STORE_UNAVAILABLE);
    }

    @Test
    @DisplayName("a check on a broken store is allowed where that is configured, without limiting the output")
    void checkAdmitted() {
        store.down(true);
        BalanceCheck check = impatient().admitWithoutStore(true).build().checkBalance(CALL);

        assertThat(check.isAllowed()).isTrue();
        assertThat(check.affordableOutputTokens()).isEqualTo(10_000_000);
    }

    @Test
    @DisplayName("a call that was admitted without a store is settled without a hold, once")
    void settledWithoutHold() {
        store.down(true);
        Metering admitting = impatient().admitWithoutStore(true).build();
        admitting.reserve(CALL.holdId("h")).orThrow();
        store.heal();

        admitting.settle("h", call(ANNA, "c", 4, 0));

        assertThat(ledger.settle("h", call(ANNA, "c", 4, 0))).isInstanceOf(SpendResult.AlreadyApplied.class);
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("999990");
    }

    @Test
    @DisplayName("a hold that arrives after its call was settled is settled already, and nothing is billed again")
    void holdArrivesLate() {
        Metering other = impatient().build();
        ledger.settle("h", call(ANNA, "c", 4, 0));
        ReserveResult late = other.reserve(CALL.holdId("h"));

        other.settle("h", call(ANNA, "c", 4, 0));

        assertThat(late)
                .isInstanceOfSatisfying(
                        ReserveResult.Reserved.class,
                        reserved -> assertThat(reserved.reservation().status()).isEqualTo(Reservation.Status.SETTLED));
        assertThatThrownBy(late::orThrow)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the hold h has ended: SETTLED");
        assertThat(other.release(ANNA, "h")).isEqualTo(Reservation.Status.SETTLED);
        assertThat(ledger.balance(ANNA).availableCredits()).isEqualByComparingTo("999990");
    }

    @Test
    @DisplayName("a top-up on a broken store is an error that says that nothing was changed")
    void topUp() {
        store.down(true);

        assertThatThrownBy(() -> ledger.topUp(TopUp.ofCredits(ANNA, "t", credits("1"))))
                .isInstanceOf(NotBookedException.class)
                .hasMessage("t is not booked: the store failed until the deadline");
    }

    @Test
    @DisplayName("a top-up whose outcome is unknown says that repeating it is safe")
    void unknownOutcome() {
        store.appending(usual -> entries -> {
            store.down(true);
            throw FaultyStore.error(Outcome.UNKNOWN);
        });

        assertThatThrownBy(() -> ledger.topUp(TopUp.ofCredits(ANNA, "t", credits("1"))))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessage("nobody knows whether t was booked; repeating it with the same id is safe");
    }

    @Test
    @DisplayName("one entry that the store cannot take costs none of its neighbours")
    void poison() {
        store.appending(usual -> entries -> {
            if (entries.stream().anyMatch(entry -> entry.postingId().equals("c3"))) {
                throw FaultyStore.error(Outcome.REJECTED);
            }
            return usual.append(entries);
        });

        List<BatchItem> items = ledger.spendAll(
                IntStream.range(0, 8).mapToObj(i -> call(ANNA, "c" + i, 4, 0)).toList());

        assertThat(items.stream().filter(item -> item.result() instanceof SpendResult.Applied))
                .hasSize(7);
        assertThat(lost)
                .extracting(UnrecordedSpend::reason)
                .containsExactly(NotBookedException.Reason.REJECTED_BY_STORE);
    }

    @Test
    @DisplayName("a store that breaks its contract with any error costs no spend")
    void contractBroken() {
        store.appending(usual -> entries -> {
            throw new IllegalStateException("driver");
        });

        assertThat(ledger.spendTokens(call(ANNA, "c", 4, 0))).isInstanceOf(SpendResult.Unrecorded.class);
    }

    @Test
    @DisplayName("a batch that fails until the deadline is given up together, not attempted one by one behind it")
    void boundedAttempts() {
        store.appending(usual -> entries -> {
            throw FaultyStore.error(Outcome.NOT_APPLIED);
        });

        ledger.spendAll(
                IntStream.range(0, 200).mapToObj(i -> call(ANNA, "c" + i, 4, 0)).toList());

        assertThat(lost).hasSize(200);
        assertThat(store.appends.get()).isLessThan(100);
    }

    @Test
    @DisplayName("a store that commits all or nothing: one moved account among many costs one more attempt")
    void allOrNothing() {
        store.appending(usual ->
                entries -> broken(entries) ? AppendResult.refused(0, AppendResult.Refusal.SEQ) : usual.append(entries));
        List<AccountId> accounts = IntStream.range(10, 40)
                .mapToObj(i -> new AccountId("acme", "user-" + i))
                .toList();
        Metering patient = Ledgers.on(store, clock).build();
        patient.spendAll(
                accounts.stream().map(account -> call(account, "a", 4, 0)).toList());
        Ledgers.on(store, clock).build().spendTokens(call(accounts.get(25), "foreign", 4, 0));
        int before = store.appends.get();

        patient.spendAll(
                accounts.stream().map(account -> call(account, "b", 4, 0)).toList());

        assertThat(store.appends.get() - before).isLessThanOrEqualTo(3);
    }

    @Test
    @DisplayName("holds and refills that could not be booked in one round are booked by the next")
    void nextRound() {
        ledger.reserve(CALL.life(Duration.ofMinutes(1))).orThrow();
        clock.move(Duration.ofMinutes(30));
        store.appending(usual -> entries -> {
            throw FaultyStore.error(Outcome.NOT_APPLIED);
        });
        ledger.maintenance();
        store.heal();
        clock.move(Duration.ofHours(2));

        assertThat(ledger.maintenance().expiredHolds()).isOne();
    }

    @Test
    @DisplayName("a second refused reservation looks only at holds that came due since the first")
    void sweptBefore() {
        ledger.reserve(PlannedCall.ofCredits(ANNA, credits("1")).holdId("early").life(Duration.ofMinutes(1)));
        ledger.reserve(PlannedCall.ofCredits(ANNA, credits("1")).life(Duration.ofHours(20)));
        ledger.release(ANNA, "early");
        clock.move(Duration.ofHours(3));
        PlannedCall tooDear = PlannedCall.ofCredits(ANNA, credits("2000000"));
        ledger.reserve(tooDear);
        clock.move(Duration.ofHours(3));

        ledger.reserve(tooDear);

        List<Instant> from = store.queries.stream()
                .filter(EntryQuery.Due.class::isInstance)
                .map(query -> ((EntryQuery.Due) query).from())
                .toList();
        assertThat(from).containsExactly(Instant.parse("2026-03-01T12:01:00Z"), Instant.parse("2026-03-01T14:49:30Z"));
    }

    private boolean broken(List<Entry> entries) {
        Map<AccountId, Long> first = new LinkedHashMap<>();
        entries.forEach(entry -> first.putIfAbsent(entry.account(), entry.seq()));
        Map<AccountId, Entry> heads = store.inner.heads(first.keySet());
        return first.entrySet().stream().anyMatch(one -> {
            Entry head = heads.get(one.getKey());
            return one.getValue() != (head == null ? 1 : head.seq() + 1);
        });
    }

    private MeteringBuilder impatient() {
        return Ledgers.on(store, clock).patience(Duration.ofMillis(80)).unrecorded(lost::add);
    }
}
