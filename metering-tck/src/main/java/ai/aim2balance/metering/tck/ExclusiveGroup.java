package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.MeteringStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A courtesy: it keeps others out while all goes well, and never stops anybody for long. */
abstract class ExclusiveGroup extends ContractGroup {
    /** How long a worker looks out for another one inside: much less than others wait for it. */
    private static final long STAY_MILLIS = 20;

    @Test
    @DisplayName("returns what the work returns")
    void returnsTheResult() {
        assertThat(store().<String>exclusively(List.of(ALICE), locked -> "done"))
                .isEqualTo("done");
    }

    @Test
    @DisplayName("shows the work the heads of its accounts")
    void showsHeads() {
        given(plain(ALICE, 1), plain(ALICE, 2), plain(BOB, 1));

        Map<?, Entry> heads = store().exclusively(List.of(ALICE, FOREIGN_ALICE), MeteringStore.Locked::heads);

        assertThat(heads).isEqualTo(Map.of(ALICE, plain(ALICE, 2)));
    }

    @Test
    @DisplayName("commits what the work appends")
    void commits() {
        AppendResult result = Racers.result(
                Racers.start(() -> store().exclusively(
                                List.of(ALICE), locked -> locked.append(List.of(plain(ALICE, 1), plain(ALICE, 2))))),
                contract().patienceSeconds());

        assertThat(result).isEqualTo(AppendResult.all(2));
        assertThat(chain(ALICE)).hasSize(2);
    }

    @Test
    @DisplayName("refuses inside as outside")
    void refuses() {
        given(plain(ALICE, 1));

        AppendResult result = store().exclusively(
                        List.of(ALICE),
                        locked -> locked.append(
                                List.of(entry(ALICE, 1).postingId("other").build())));

        assertThat(result.committed()).isZero();
        assertThat(result.refusal()).isEqualTo(AppendResult.Refusal.SEQ);
    }

    @Test
    @DisplayName("takes accounts in any order, and the same one twice")
    void anyOrder() {
        AppendResult result = Racers.result(
                Racers.start(() -> store().exclusively(
                                List.of(FOREIGN_ALICE, BOB, ALICE, BOB),
                                locked -> locked.append(List.of(plain(ALICE, 1), plain(BOB, 1))))),
                contract().patienceSeconds());

        assertThat(result).isEqualTo(AppendResult.all(2));
    }

    @Test
    @DisplayName("takes no account")
    void noAccount() {
        assertThat(store().<Integer>exclusively(
                                List.of(), locked -> locked.heads().size()))
                .isZero();
    }

    @Test
    @DisplayName("throws what the work throws")
    void throwsTheError() {
        assertThatThrownBy(() -> store().exclusively(List.of(ALICE), locked -> {
                    throw new IllegalStateException("by the work");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("by the work");
    }

    @Test
    @DisplayName("keeps others with the same account out")
    void keepsOthersOut() {
        assumeTrue(contract().excludes(), "the store has no lock");

        assertThat(overlaps()).as("rounds with two inside").isLessThan(2);
    }

    @Test
    @DisplayName("lets others in when the work has thrown")
    void unlocksAfterAnError() {
        assumeTrue(contract().excludes(), "the store has no lock");
        assertThatThrownBy(() -> store().exclusively(List.of(ALICE), locked -> {
                    throw new IllegalStateException("by the work");
                }))
                .hasMessage("by the work");

        assertThat(overlaps()).as("rounds with two inside").isLessThan(2);
    }

    @Test
    @DisplayName("goes on without when another stays inside")
    void goesOnWithout() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<String> stuck = Racers.start(() -> store().exclusively(List.of(ALICE), locked -> {
            inside.countDown();
            Racers.await(leave);
            return "left";
        }));
        Racers.await(inside);

        try {
            CompletableFuture<AppendResult> next = Racers.start(() ->
                    otherNode().exclusively(List.of(ALICE), locked -> locked.append(List.of(plain(ALICE, 1)))));
            assertThat(Racers.result(next, contract().patienceSeconds())).isEqualTo(AppendResult.all(1));
        } finally {
            leave.countDown();
        }
        assertThat(Racers.result(stuck)).isEqualTo("left");
    }

    @Test
    @DisplayName("does not stop a plain append for ever when the work stays inside")
    void plainAppendGoesOn() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<String> stuck = Racers.start(() -> store().exclusively(List.of(ALICE), locked -> {
            inside.countDown();
            Racers.await(leave);
            return "left";
        }));
        Racers.await(inside);

        try {
            CompletableFuture<AppendResult> next =
                    Racers.start(() -> otherNode().append(List.of(plain(ALICE, 1))));
            assertThat(Racers.result(next, contract().patienceSeconds())).isEqualTo(AppendResult.all(1));
        } finally {
            leave.countDown();
        }
        assertThat(Racers.result(stuck)).isEqualTo("left");
    }

    @Test
    @DisplayName("works on an interrupted thread, which stays interrupted")
    void interrupted() {
        Thread.currentThread().interrupt();
        try {
            AppendResult result =
                    store().exclusively(List.of(ALICE), locked -> locked.append(List.of(plain(ALICE, 1))));
            assertThat(result).isEqualTo(AppendResult.all(1));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(chain(ALICE)).hasSize(1);
    }

    /**
     * In how many of three rounds two workers were inside together. One is allowed, for a machine that stands still while a
     * worker waits its fifth of a second.
     */
    private int overlaps() {
        int overlaps = 0;
        for (int round = 1; round <= 3 && round - overlaps <= 2; round++) {
            AtomicInteger inside = new AtomicInteger();
            CountDownLatch met = new CountDownLatch(1);
            Racers.race(
                    2,
                    number -> (number == 0 ? store() : otherNode()).exclusively(List.of(ALICE), locked -> {
                        if (inside.incrementAndGet() > 1) {
                            met.countDown();
                        }
                        boolean overlap = Racers.comes(met, STAY_MILLIS);
                        inside.decrementAndGet();
                        return overlap;
                    }));
            overlaps += met.getCount() == 0 ? 1 : 0;
        }
        return overlaps;
    }
}
