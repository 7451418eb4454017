package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.booked;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What repeated ids and other nodes cost a batch: in a store that commits all or nothing, one refusal refuses all of it. */
class BatchTest {
    /** More than are remembered with their entries. */
    private static final int MANY = 6_000;

    private static final int ACCOUNTS = 40;

    private final FaultyStore store = new FaultyStore(1, 1_000);
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final Metering ledger = Ledgers.on(store, clock).build();

    @Test
    @DisplayName("an id that was booked long ago is found before its batch is sent")
    void repeat() {
        IntStream.range(0, MANY).forEach(i -> ledger.spendTokens(call(ANNA, "c" + i, 4, 0)));

        List<SpendResult> results = together(i -> call(ANNA, i == 7 ? "c0" : "new-" + i, 4, 0));

        assertThat(results.get(7)).isInstanceOf(SpendResult.AlreadyApplied.class);
        assertThat(booked(results.get(7)).seq()).isEqualTo(2);
        assertThat(ledger.stats()).containsEntry("refusals", 0L).containsEntry("entries", (long) MANY + ACCOUNTS);
    }

    @Test
    @DisplayName("an id that another process booked is found by the refusal of its batch, and costs no other account")
    void repeatOfAnother() {
        IntStream.range(0, ACCOUNTS).forEach(i -> ledger.spendTokens(call(account(i), "c", 4, 0)));
        Metering restarted = Ledgers.on(store, clock).build();

        SpendResult again = restarted.spendTokens(call(account(3), "c", 4, 0));

        assertThat(again).isInstanceOf(SpendResult.AlreadyApplied.class);
        assertThat(restarted.stats()).containsEntry("refusals", 1L).containsEntry("entries", 0L);
    }

    @Test
    @DisplayName("a batch of nothing but repeats after a restart is answered after a few refusals")
    void nothingButRepeats() {
        IntStream.range(0, ACCOUNTS).forEach(i -> ledger.spendTokens(call(account(i), "c", 4, 0)));
        Metering restarted = Ledgers.on(store, clock).build();

        List<BatchItem> again = restarted.spendAll(IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> call(account(i), "c", 4, 0))
                .toList());

        assertThat(again).hasSize(ACCOUNTS).noneMatch(item -> item.result() == null);
        assertThat(restarted.stats()).containsEntry("entries", 0L);
        assertThat(restarted.stats().get("refusals")).isLessThanOrEqualTo(4);
    }

    @Test
    @DisplayName(
            "accounts on which another node was seen share a turn, and the others then need no refusal to be careful")
    void otherNode() {
        IntStream.range(0, ACCOUNTS * 2).forEach(i -> ledger.spendTokens(call(account(i), "a", 4, 0)));
        Metering other = Ledgers.on(store, clock).build();
        IntStream.range(0, ACCOUNTS * 2).forEach(i -> other.spendTokens(call(account(i), "b", 4, 0)));
        long entries = ledger.stats().get("entries");

        List<SpendResult> first = together(i -> call(account(i), "c", 4, 0));

        assertThat(first).allMatch(SpendResult.Applied.class::isInstance);
        assertThat(ledger.stats()).containsEntry("entries", entries + ACCOUNTS);
        long refusals = ledger.stats().get("refusals");
        // those that go ahead, and the batch of those that collected meanwhile
        assertThat(refusals).isBetween(1L, 2L);
        assertThat(ledger.stats().get("exclusive")).isBetween(1L, 2L);

        List<SpendResult> second = together(i -> call(account(ACCOUNTS + i), "c", 4, 0));

        assertThat(second).allMatch(SpendResult.Applied.class::isInstance);
        assertThat(ledger.stats()).containsEntry("refusals", refusals);
        assertThat(ledger.stats().get("exclusive")).isBetween(2L, 4L);
    }

    private interface Numbered {
        Spend call(int number);
    }

    /** Calls of which all but the first collect while the first is under way. */
    private List<SpendResult> together(Numbered calls) {
        CountDownLatch collected = new CountDownLatch(1);
        store.appending(usual -> entries -> {
            await(collected);
            return usual.append(entries);
        });
        List<CompletableFuture<SpendResult>> all = IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> ledger.spendTokensAsync(calls.call(i)))
                .toList();
        collected.countDown();
        List<SpendResult> results = all.stream().map(CompletableFuture::join).toList();
        store.heal();
        return results;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static AccountId account(int number) {
        return new AccountId("acme", "user-" + number);
    }
}
