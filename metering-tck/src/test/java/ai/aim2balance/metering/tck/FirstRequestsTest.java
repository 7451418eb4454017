package ai.aim2balance.metering.tck;

import static ai.aim2balance.metering.tck.Nodes.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.RefillPlan;
import ai.aim2balance.metering.ledger.ReserveResult;
import ai.aim2balance.metering.ledger.TenantPolicy;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;

/** Requests that all come at once, on several nodes that remember nothing yet, or not the same. */
class FirstRequestsTest {
    private static final int REQUESTS = 8;
    private static final int NODES = 3;

    private final MeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final ExecutorService threads = Executors.newFixedThreadPool(REQUESTS);
    private final CyclicBarrier start = new CyclicBarrier(REQUESTS);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @RepeatedTest(100)
    @DisplayName("of eight first requests as many are accepted as the start credit covers")
    void firstRequests() throws Exception {
        assertThat(accepted(nodes(Nodes.POLICY), "30")).isEqualTo(3);
        noOverspend();
    }

    @RepeatedTest(100)
    @DisplayName("of eight requests on an exhausted account as many are accepted as its one refill covers")
    void oneRefill() throws Exception {
        RefillPlan plan =
                RefillPlan.whenExhausted(new BigDecimal("70"), 1, RefillSettings.Unit.MINUTES, ZoneOffset.UTC);
        List<Metering> nodes = nodes(Nodes.POLICY.withRefill(plan));
        nodes.get(0).reserve(Nodes.hold("all", "100"));
        clock.move(Duration.ofMinutes(2));

        assertThat(accepted(nodes, "30")).isEqualTo(2);
        noOverspend();
    }

    @RepeatedTest(100)
    @DisplayName("of eight requests as many are accepted as a hold that ran out had set aside")
    void oneExpiry() throws Exception {
        List<Metering> nodes = nodes(Nodes.POLICY);
        nodes.get(0).reserve(Nodes.hold("all", "100").life(Duration.ofMinutes(1)));
        clock.move(Duration.ofMinutes(2));

        assertThat(accepted(nodes, "20")).isEqualTo(5);
        noOverspend();
    }

    private List<Metering> nodes(TenantPolicy policy) {
        List<Metering> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            nodes.add(Nodes.on(store, clock).policy(policy).build());
        }
        return nodes;
    }

    private long accepted(List<Metering> nodes, String credits) throws Exception {
        List<Callable<ReserveResult>> requests = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            String id = "h" + i;
            Metering node = nodes.get(i % nodes.size());
            requests.add(() -> {
                start.await();
                return node.reserve(Nodes.hold(id, credits));
            });
        }
        long accepted = 0;
        for (Future<ReserveResult> result : threads.invokeAll(requests)) {
            accepted += result.get() instanceof ReserveResult.Reserved ? 1 : 0;
        }
        return accepted;
    }

    private void noOverspend() {
        Metering witness = Nodes.on(store, clock).build();
        assertThat(witness.audit(ANNA).problems()).isEmpty();
        assertThat(witness.operator().entries(ANNA, 1, 100))
                .filteredOn(entry -> entry.kind() == EntryKind.HOLD)
                .allMatch(FirstRequestsTest::isCovered);
    }

    private static boolean isCovered(Entry hold) {
        return hold.stateAfter().reserved() <= hold.stateAfter().credits();
    }
}
