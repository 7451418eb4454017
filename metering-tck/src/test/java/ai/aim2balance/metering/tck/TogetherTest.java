package ai.aim2balance.metering.tck;

import static ai.aim2balance.metering.tck.Nodes.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.Refund;
import ai.aim2balance.metering.ledger.ReserveResult;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Postings that are decided in one batch, because they came while a leader was busy. */
class TogetherTest {
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final Deque<Outcome> failures = new ArrayDeque<>();
    private final Metering metering = Nodes.on(
                    new OneLane(new InMemoryMeteringStore()) {
                        @Override
                        public AppendResult append(List<Entry> entries) {
                            return appended(entries, () -> super.append(entries));
                        }
                    },
                    Clock.systemUTC())
            .build();

    private interface Append {
        AppendResult run();
    }

    private AppendResult appended(List<Entry> entries, Append append) {
        if (entries.get(entries.size() - 1).postingId().equals("slow")) {
            busy.countDown();
            try {
                assertThat(open.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        } else if (open.getCount() == 0 && !failures.isEmpty()) {
            throw new MeteringStoreException(failures.remove(), "as the test wants", null);
        }
        return append.run();
    }

    /** Runs calls that wait in the queue, in this order, until all are answered. */
    private void together(List<Runnable> calls) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        Thread leader = new Thread(() -> metering.spendTokens(Nodes.spend(Nodes.BERT, "slow")));
        leader.start();
        assertThat(busy.await(1, TimeUnit.MINUTES)).isTrue();
        for (Runnable call : calls) {
            Thread thread = new Thread(call);
            threads.add(thread);
            thread.start();
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }
        open.countDown();
        leader.join();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    @DisplayName("two refunds of one call do not take back more than it cost")
    void twoRefunds() throws Exception {
        metering.spendTokens(Nodes.spend(ANNA, "s"));
        List<String> refused = new ArrayList<>();

        together(List.of(() -> metering.refund(Refund.part(ANNA, "s", new BigDecimal("10"), "r1")), () -> {
            try {
                metering.refund(Refund.part(ANNA, "s", new BigDecimal("10"), "r2"));
            } catch (InvalidInputException e) {
                refused.add(e.field());
            }
        }));

        assertThat(refused).containsExactly("refunded credits");
        assertThat(metering.balance(ANNA).tokenCredits()).isEqualByComparingTo("97.5");
    }

    @Test
    @DisplayName("a hold and its settlement are booked in one batch")
    void holdAndSettlement() throws Exception {
        together(List.of(
                () -> metering.reserve(Nodes.hold("h", "20")), () -> metering.settle("h", Nodes.spend(ANNA, "s"))));

        assertThat(metering.operator().entries(ANNA, 1, 10))
                .extracting(Entry::kind)
                .containsExactly(EntryKind.OPENING, EntryKind.HOLD, EntryKind.SETTLE);
        assertThat(metering.balance(ANNA).reservedCredits()).isZero();
    }

    @Test
    @DisplayName("a reservation is not refused because of one before it that is never booked")
    void refusedBehindWhatIsNotBooked() throws Exception {
        metering.spendTokens(Nodes.spend(ANNA, "s"));
        failures.addAll(List.of(Outcome.UNKNOWN, Outcome.REJECTED));
        List<ReserveResult> second = new ArrayList<>();

        together(List.of(
                () -> metering.reserve(Nodes.hold("never", "60")),
                () -> second.add(metering.reserve(Nodes.hold("h", "60")))));

        assertThat(second).hasOnlyElementsOfType(ReserveResult.Reserved.class);
    }
}
