package ai.aim2balance.metering.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.it.proof.Answer.Outcome;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.SpendResult;
import ai.aim2balance.metering.store.MeteringStore;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What happens to servers, pools, callers and clocks in a long life; nothing is killed. */
class BadDayTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration STALL = Duration.ofSeconds(Sizes.of("stall", 3, 30));
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private static PostgresTarget postgres;

    @BeforeAll
    static void start() {
        postgres = new PostgresTarget();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    @DisplayName("two connections serve two hundred callers")
    void poolOfTwo() throws Exception {
        postgres.fresh();
        Witness witness = new Witness();
        Crowd crowd;
        try (MeteringStore store = Stores.pooled(postgres.location(), 2);
                Metering metering = Ledgers.on(store)) {
            crowd = Crowd.of(200, "pool", Sizes.SEED, List.of(new Caller(metering)), witness);
            crowd.await(Outcome.BOOKED, Sizes.of("pool", 3_000, 100_000), SOON);
            crowd.stop();
        }
        assertThat(crowd.count(Outcome.FAILED)).isZero();
        settle("pool of 2, 200 callers", crowd, witness);
    }

    @Test
    @DisplayName("a server that stalls is an error by the deadline, memory stays bounded, and afterwards it goes on")
    void stalledServer() throws Exception {
        postgres.fresh();
        Witness witness = new Witness();
        Crowd crowd;
        long before;
        long during;
        try (MeteringStore store = Stores.impatient(postgres.location(), 4);
                Metering metering =
                        Ledgers.builder(store).patience(PATIENCE).mostQueued(50).build()) {
            crowd = Crowd.of(200, "stall", Sizes.SEED, List.of(new Caller(metering)), witness);
            crowd.await(Outcome.BOOKED, 500, SOON);
            before = Memory.usedMegabytes();
            postgres.pause();
            try {
                Thread.sleep(STALL.toMillis());
                during = Memory.usedMegabytes();
            } finally {
                postgres.resume();
            }
            assertThat(crowd.count(Outcome.NOT_BOOKED) + crowd.count(Outcome.UNKNOWN))
                    .isPositive();
            crowd.await(Outcome.BOOKED, 500, SOON);
            crowd.stop();
        }
        System.out.println(
                "stalled for " + STALL.toSeconds() + " s: " + before + " MB before, " + during + " MB during");
        assertThat(crowd.count(Outcome.FAILED)).as(crowd.errors().toString()).isZero();
        settle("server stalled for " + STALL.toSeconds() + " s", crowd, witness);
    }

    @Test
    @DisplayName("a network that swallows everything is an error by the deadline, and afterwards it goes on")
    void stalledNetwork() throws Exception {
        postgres.fresh();
        Witness witness = new Witness();
        Crowd crowd;
        try (FaultyProxy proxy = FaultyProxy.to(postgres.port(), Sizes.SEED);
                MeteringStore store = Stores.impatient(postgres.location(proxy.port()), 4);
                Metering metering =
                        Ledgers.builder(store).patience(PATIENCE).mostQueued(50).build()) {
            crowd = Crowd.of(50, "net", Sizes.SEED, List.of(new Caller(metering)), witness);
            crowd.await(Outcome.BOOKED, 500, SOON);
            proxy.rate(ProxyFault.HALF_OPEN, 1);
            Thread.sleep(STALL.toMillis());
            proxy.rate(ProxyFault.HALF_OPEN, 0);
            assertThat(crowd.count(Outcome.NOT_BOOKED) + crowd.count(Outcome.UNKNOWN))
                    .isPositive();
            crowd.await(Outcome.BOOKED, 500, SOON);
            crowd.stop();
        }
        assertThat(crowd.count(Outcome.FAILED)).as(crowd.errors().toString()).isZero();
        settle("network swallows everything for " + STALL.toSeconds() + " s", crowd, witness);
    }

    @Test
    @DisplayName("who does not wait for answers fills a queue that is bounded, even where the server stalls")
    void boundedQueue() throws Exception {
        postgres.fresh();
        int mostQueued = 100;
        int producers = 4;
        AtomicLong open = new AtomicLong();
        AtomicLong most = new AtomicLong();
        long before = Memory.usedMegabytes();
        long during;
        int lanes;
        try (MeteringStore store = Stores.impatient(postgres.location(), 4);
                Metering metering = Ledgers.builder(store)
                        .patience(PATIENCE)
                        .mostQueued(mostQueued)
                        .build()) {
            lanes = store.traits().lanes();
            postgres.pause();
            List<Thread> threads = IntStream.range(0, producers)
                    .mapToObj(i -> new Thread(() -> flood(metering, "p" + i, open, most), "producer-" + i))
                    .toList();
            threads.forEach(Thread::start);
            try {
                Thread.sleep(STALL.toMillis());
                during = Memory.usedMegabytes();
                threads.forEach(Thread::interrupt);
            } finally {
                postgres.resume();
            }
            for (Thread thread : threads) {
                thread.join(SOON.toMillis());
            }
        }
        System.out.println("flooded for " + STALL.toSeconds() + " s: at most " + most + " postings open, " + before
                + " MB before, " + during + " MB during");
        assertThat(most.get()).isBetween(1L, (long) lanes * mostQueued + producers);
    }

    private static void flood(Metering metering, String name, AtomicLong open, AtomicLong most) {
        Random random = new Random(Sizes.SEED);
        for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
            var account = Workload.ACCOUNTS.get(random.nextInt(Workload.ACCOUNTS.size()));
            CompletableFuture<SpendResult> answer =
                    metering.spendTokensAsync(Caller.spend(account, name + "-" + i, 10, 10));
            // Counted behind the call, which waits for room.
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            CompletableFuture<Long> counted = answer.handle((result, error) -> open.decrementAndGet());
            assertThat(counted).isNotNull();
        }
    }

    @Test
    @DisplayName("PostgreSQL: interrupted callers break nothing and see their interrupts")
    void interruptedOnPostgres() throws Exception {
        interrupted(postgres);
    }

    @Test
    @DisplayName("embedded: interrupted callers do not close the file, and see their interrupts")
    void interruptedOnEmbedded() throws Exception {
        try (Target target = EmbeddedTarget.embedded()) {
            interrupted(target);
        }
    }

    private static void interrupted(Target target) throws Exception {
        target.fresh();
        Witness witness = new Witness();
        Random random = new Random(Sizes.SEED);
        Crowd crowd;
        int interrupts = Sizes.of("interrupts", 300, 20_000);
        try (MeteringStore store = Stores.open(target.location());
                Metering metering = Ledgers.on(store)) {
            crowd = Crowd.of(16, "int", Sizes.SEED, List.of(new Caller(metering)), witness);
            crowd.await(Outcome.BOOKED, 100, SOON);
            for (int i = 0; i < interrupts; i++) {
                crowd.threads().get(random.nextInt(16)).interrupt();
                Thread.sleep(random.nextInt(4));
            }
            crowd.await(Outcome.BOOKED, 200, SOON);
            crowd.stop();
            assertThat(crowd.interrupted()).as("interrupts that callers saw").isPositive();
            assertThat(crowd.count(Outcome.FAILED))
                    .as(crowd.errors().toString())
                    .isZero();
            // The same store, which must be open still.
            Tally tally = new Tally();
            new Settlement(store, witness).settle("interrupted callers", true, tally);
        }
        System.out.println(
                "interrupts, " + target.name() + ": " + interrupts + ", seen by callers " + crowd.interrupted());
        settle("interrupted callers, " + target.name(), target, crowd, witness);
    }

    @Test
    @DisplayName("PostgreSQL: nodes whose clocks go an hour forth and back agree on every credit")
    void movedClocksOnPostgres() throws Exception {
        movedClocks(postgres);
    }

    @Test
    @DisplayName("embedded: ledgers whose clocks go an hour forth and back agree on every credit")
    void movedClocksOnEmbedded() throws Exception {
        try (Target target = EmbeddedTarget.embedded()) {
            movedClocks(target);
        }
    }

    private static void movedClocks(Target target) throws Exception {
        target.fresh();
        Witness witness = new Witness();
        Random random = new Random(Sizes.SEED);
        List<WanderingClock> clocks = List.of(new WanderingClock(), new WanderingClock());
        Crowd crowd;
        try (MeteringStore store = Stores.open(target.location());
                Metering one = Ledgers.builder(store).clock(clocks.get(0)).build();
                Metering other = Ledgers.builder(store).clock(clocks.get(1)).build()) {
            crowd = Crowd.of(8, "clock", Sizes.SEED, List.of(new Caller(one), new Caller(other)), witness);
            for (int i = 0; i < Sizes.of("moves", 20, 500); i++) {
                crowd.await(Outcome.BOOKED, 20, SOON);
                clocks.get(random.nextInt(2)).move(Duration.ofMinutes(random.nextInt(121) - 60L));
            }
            crowd.stop();
        }
        assertThat(crowd.count(Outcome.FAILED)).as(crowd.errors().toString()).isZero();
        settle("clocks moved by up to an hour, " + target.name(), target, crowd, witness);
    }

    private static void settle(String what, Crowd crowd, Witness witness) {
        settle(what, postgres, crowd, witness);
    }

    private static void settle(String what, Target target, Crowd crowd, Witness witness) {
        target.awaitQuiet();
        Tally tally = new Tally();
        try (MeteringStore store = Stores.open(target.location())) {
            new Settlement(store, witness).settle(what, true, tally);
        }
        System.out.println(what + ": seed " + Sizes.SEED + ", " + crowd + ", " + tally);
        crowd.errors().forEach((error, times) -> System.out.println("    " + times + " x " + error));
    }
}
