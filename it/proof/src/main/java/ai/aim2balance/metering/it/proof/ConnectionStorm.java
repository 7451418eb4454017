package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Several nodes book on the same accounts, each with one caller and through a proxy of its own that disturbs its
 * connections, until there were enough faults of each kind at each call. For one thread.
 */
final class ConnectionStorm {
    /** Short, so that callers hear of what the ledger cannot find out. */
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final double RATE = 0.4;
    private static final int CONNECTIONS = 2;

    private final Target.Server target;
    private final long seed;
    private final int nodes;
    private final AtomicLong longest = new AtomicLong();

    ConnectionStorm(Target.Server target, long seed, int nodes) {
        this.target = target;
        this.seed = seed;
        this.nodes = nodes;
    }

    /** Disturbs until there were so many of each kind at each call, in portions with an audit behind each. */
    Tally run(Progress progress, int each, int portion) throws InterruptedException, ExecutionException {
        Tally tally = progress.tally();
        for (long done = progress.done(); done < each; done += portion) {
            target.fresh();
            tally.fresh();
            Witness witness = new Witness();
            Aims aims = storm(witness, portion, done);
            aims.addTo(tally);
            target.awaitQuiet();
            try (MeteringStore store = Stores.open(target.location())) {
                String where = target.name() + ", connections, seed " + seed + " at " + done;
                new Settlement(store, witness).settle(where, true, tally);
            }
            progress.add(done + portion, tally);
        }
        return tally;
    }

    /** The longest that a caller has waited for an answer. */
    Duration longestWait() {
        return Duration.ofNanos(longest.get());
    }

    private Aims storm(Witness witness, int wanted, long number) throws InterruptedException, ExecutionException {
        Aims aims = new Aims(wanted);
        AtomicBoolean late = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            String name = "c" + number + "n" + i;
            work.add(() -> node(name, aims, witness, late));
        }
        try {
            for (Future<Boolean> node : threads.invokeAll(work, LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                if (node.isCancelled()) {
                    throw new AssertionError("not enough faults within " + LONGEST + ": " + aims);
                }
                node.get();
            }
        } finally {
            late.set(true);
            threads.shutdown();
        }
        return aims;
    }

    private boolean node(String name, Aims aims, Witness witness, AtomicBoolean late) {
        long own = seed * 31 + name.hashCode();
        Random random = new Random(own);
        try (FaultyProxy proxy = FaultyProxy.to(target.port(), own);
                MeteringStore store = Stores.impatient(target.location(proxy.port()), CONNECTIONS);
                Metering metering = Ledgers.builder(new AimingStore(store, proxy, aims, own, RATE))
                        .patience(PATIENCE)
                        .build()) {
            Workload workload =
                    new Workload(name, own, List.of(new Caller(metering)), witness, () -> true, accounts(name));
            while (!aims.isDone() && !late.get()) {
                long begin = System.nanoTime();
                workload.step();
                longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
                look(metering, aims, random);
            }
        }
        return true;
    }

    /** Two that all nodes use, so that locks are used, and some of its own, where they are not. */
    private static List<AccountId> accounts(String name) {
        return List.of(
                Workload.ACCOUNTS.get(0),
                Workload.ACCOUNTS.get(1),
                new AccountId("acme", name + "a"),
                new AccountId("acme", name + "b"),
                new AccountId("beta", name + "c"),
                new AccountId("beta", name + "d"));
    }

    /** Reads as callers do, where reads are still to be disturbed. */
    private static void look(Metering metering, Aims aims, Random random) {
        AccountId account = Workload.ACCOUNTS.get(random.nextInt(Workload.ACCOUNTS.size()));
        try {
            if (!aims.isDone(StoreCall.HEADS)) {
                metering.balance(account);
            }
            if (!aims.isDone(StoreCall.ENTRIES)) {
                metering.operator().find(account, "nothing");
            }
        } catch (MeteringStoreException e) {
            // As it must: the store could not be asked.
        }
    }
}
