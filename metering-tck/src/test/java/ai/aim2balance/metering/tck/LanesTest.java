package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.SpendResult;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final AccountId STUCK = new AccountId("acme", "stuck");

    private final Map<String, CountDownLatch> doors = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> arrivals = new ConcurrentHashMap<>();
    private final MeteringStore store = new Forwarding(new InMemoryMeteringStore()) {
        @Override
        public AppendResult append(List<Entry> entries) {
            String id = entries.get(entries.size() - 1).postingId();
            arrivals.computeIfAbsent(id, key -> new CountDownLatch(1)).countDown();
            CountDownLatch door = doors.get(id);
            try {
                assertThat(door == null || door.await(5, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return super.append(entries);
        }
    };
    private final Metering metering =
            Nodes.on(store, Clock.systemUTC()).patience(Duration.ofMinutes(9)).build();

    @AfterEach
    void end() {
        doors.values().forEach(CountDownLatch::countDown);
    }

    @Test
    @DisplayName("a caller that waits in a stuck lane leaves no other lane without a leader")
    void aCallerThatWaitsElsewhere() throws Exception {
        AccountId free = inAnotherLane();
        doors.put("stuck", new CountDownLatch(1));
        doors.put("slow", new CountDownLatch(1));
        doors.put("next", new CountDownLatch(1));
        waiting("stuck", () -> metering.spendTokens(Nodes.spend(STUCK, "stuck")));
        waiting("slow", () -> metering.spendTokens(Nodes.spend(free, "slow")));
        parked(() -> metering.spendTokens(Nodes.spend(free, "next")));
        // A leader goes on for a moment when its own posting is done: it leads "next" too, and for long.
        doors.get("slow").countDown();
        arrived("next");
        parked(() -> metering.spendAll(List.of(Nodes.spend(STUCK, "behind"), Nodes.spend(free, "of both"))));
        CompletableFuture<SpendResult> another = new CompletableFuture<>();
        parked(() -> another.complete(metering.spendTokens(Nodes.spend(free, "another"))));

        doors.get("next").countDown();

        assertThat(another.get(1, TimeUnit.MINUTES)).isInstanceOf(SpendResult.Applied.class);
        assertThat(metering.operator().find(free, "of both")).isPresent();
        assertThat(metering.operator().find(STUCK, "stuck")).isEmpty();
    }

    private void waiting(String id, Runnable call) throws InterruptedException {
        new Thread(call).start();
        arrived(id);
    }

    private static void parked(Runnable call) {
        Thread thread = new Thread(call);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private void arrived(String id) throws InterruptedException {
        assertThat(arrivals.computeIfAbsent(id, key -> new CountDownLatch(1)).await(1, TimeUnit.MINUTES))
                .isTrue();
    }

    /** The first account of another lane, by what the lanes do: the two are appended at the same time. */
    private static AccountId inAnotherLane() {
        int lane = lane(STUCK);
        int i = 0;
        while (lane(new AccountId("acme", "free" + i)) == lane) {
            i++;
        }
        return new AccountId("acme", "free" + i);
    }

    private static int lane(AccountId account) {
        int hash = account.hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), 16);
    }
}
