package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.store.EntryQuery;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers that are interrupted, lanes that are full, and ledgers that are closed. */
@Timeout(60)
class InterruptAndOverloadTest {
    private final FaultyStore store = new FaultyStore(1, 1_000);
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final List<UnrecordedSpend> lost = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @Test
    @DisplayName("a caller that was interrupted before books, and stays interrupted")
    void interruptedBefore() {
        Metering ledger = Ledgers.on(store, clock).build();

        Thread.currentThread().interrupt();
        SpendResult result = ledger.spendTokens(call(ANNA, "c", 4, 0));
        boolean interrupted = Thread.interrupted();

        assertThat(result).isInstanceOf(SpendResult.Applied.class);
        assertThat(interrupted).isTrue();
    }

    @Test
    @DisplayName("a caller that is interrupted while another leads loses its wait, not its posting's single effect")
    void interruptedFollower() throws Exception {
        Metering ledger = Ledgers.on(store, clock).unrecorded(lost::add).build();
        CompletableFuture<SpendResult> leader = stuckSpend(ledger);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread follower = new Thread(() -> {
            ledger.spendTokens(call(ANNA, "follower", 4, 0));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        follower.start();
        awaitWaiting(follower);

        follower.interrupt();
        boolean stillInterrupted = interrupted.get(30, TimeUnit.SECONDS);
        go.countDown();
        leader.get(30, TimeUnit.SECONDS);
        ledger.close();

        assertThat(stillInterrupted).isTrue();
        assertThat(lost).extracting(UnrecordedSpend::reason).containsExactly(NotBookedException.Reason.OUTCOME_UNKNOWN);
        assertThat(spends()).isEqualTo(2);
    }

    @Test
    @DisplayName("a full lane is told as overload, and the spend can be replayed")
    void overload() throws Exception {
        Metering ledger = Ledgers.on(store, clock)
                .mostQueued(1)
                .patience(Duration.ofMillis(60))
                .unrecorded(lost::add)
                .build();
        CompletableFuture<SpendResult> leader = stuckSpend(ledger);

        ledger.spendTokens(call(ANNA, "second", 4, 0));
        go.countDown();
        leader.get(30, TimeUnit.SECONDS);

        assertThat(lost).extracting(UnrecordedSpend::reason).containsExactly(NotBookedException.Reason.OVERLOADED);
        assertThat(ledger.operator().replay(List.of(lost.get(0).json())).get(0).result())
                .isInstanceOf(SpendResult.Applied.class);
    }

    @Test
    @DisplayName("closing waits for what was given before")
    void drains() {
        Metering ledger = Ledgers.on(store, clock).build();
        List<CompletableFuture<SpendResult>> results = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            results.add(ledger.spendTokensAsync(call(ANNA, "c" + i, 4, 0)));
        }

        ledger.close();

        assertThat(results)
                .allSatisfy(
                        result -> assertThat(result.get(30, TimeUnit.SECONDS)).isInstanceOf(SpendResult.Applied.class));
    }

    @Test
    @DisplayName("a closed ledger books nothing more and says so; what was used goes to the handler")
    void closed() {
        List<UnrecordedSpend> lost = new ArrayList<>();
        Metering ledger = Ledgers.on(store, clock).unrecorded(lost::add).build();
        ledger.close();
        ledger.close();

        assertThatThrownBy(() -> ledger.topUp(TopUp.ofCredits(ANNA, "t", BigDecimal.ONE)))
                .isInstanceOf(NotBookedException.class)
                .hasMessage("t is not booked: the ledger is closed");
        assertThat(ledger.spendTokens(call(ANNA, "c", 4, 0))).isInstanceOf(SpendResult.Unrecorded.class);
        assertThat(lost)
                .singleElement()
                .satisfies(spend -> assertThat(spend.reason()).isEqualTo(NotBookedException.Reason.CLOSED));
    }

    @Test
    @DisplayName("an executor that takes no more tasks costs no asynchronous caller its answer")
    void rejectingExecutor() throws Exception {
        Metering ledger = Ledgers.on(store, clock)
                .executor(task -> {
                    throw new RejectedExecutionException("shut down");
                })
                .build();

        assertThat(ledger.spendTokensAsync(call(ANNA, "c", 4, 0)).get(30, TimeUnit.SECONDS))
                .isInstanceOf(SpendResult.Applied.class);
    }

    @Test
    @DisplayName("a list that takes longer than the patience for one posting is booked to its end")
    void longList() {
        store.appending(usual -> entries -> {
            clock.move(Duration.ofMillis(1));
            long end = System.nanoTime() + 15_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return usual.append(entries);
        });
        Metering ledger = Ledgers.on(store, clock)
                .mostQueued(1)
                .patience(Duration.ofSeconds(2))
                .build();
        List<Spend> spends = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            spends.add(call(ANNA, "c" + i, 4, 0));
        }

        assertThat(ledger.spendAll(spends)).allMatch(item -> item.result() instanceof SpendResult.Applied);
    }

    private CompletableFuture<SpendResult> stuckSpend(Metering ledger) throws InterruptedException {
        store.appending(usual -> entries -> {
            stuck.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError("a store must not be disturbed", e);
            }
            return usual.append(entries);
        });
        CompletableFuture<SpendResult> result = new CompletableFuture<>();
        Thread leader = new Thread(() -> result.complete(ledger.spendTokens(call(ANNA, "leader", 4, 0))));
        leader.start();
        stuck.await();
        return result;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private long spends() {
        return store.entries(new EntryQuery.Chain(ANNA, 1, 100)).entries().stream()
                .filter(entry -> entry.kind() == EntryKind.SPEND)
                .count();
    }
}
