package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The process that is killed: opens a store and two ledgers on it, books on several threads, and tells its parent before
 * each call and after each answer. Two ledgers, so that accounts are contended and locks are used. It stops when its
 * parent says so; where the parent is gone, at once.
 */
final class Child {
    private static final int LEDGERS = 2;

    private final ChildOptions options;
    private final Pipe pipe = new Pipe();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger passed = new AtomicInteger();

    private Child(ChildOptions options) {
        this.options = options;
    }

    /** The arguments are those of {@link ChildOptions}. */
    public static void main(String[] arguments) throws InterruptedException {
        Child child = new Child(ChildOptions.of(arguments));
        Thread listener = new Thread(child::listen, "listener");
        listener.setDaemon(true);
        listener.start();
        child.work();
    }

    private void work() throws InterruptedException {
        pipe.tell(Pipe.OPENING);
        MeteringStore opened = Stores.open(options.location());
        MeteringStore store = options.hasty() ? new HastyStore(opened, new InMemoryMeteringStore()) : opened;
        MeteringStore halting = new HaltingStore(store, this::at);
        List<Metering> ledgers = new ArrayList<>();
        for (int i = 0; i < LEDGERS; i++) {
            ledgers.add(Ledgers.builder(halting)
                    .patience(Duration.ofMillis(options.patience()))
                    .build());
        }
        List<Caller> callers = ledgers.stream().map(Caller::new).toList();
        pipe.tell(Pipe.READY);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < options.threads(); i++) {
            AtomicInteger asked = new AtomicInteger();
            Workload work = new Workload(
                    options.life() + "t" + i,
                    options.seed(),
                    callers,
                    pipe,
                    () -> !stopped.get() && asked.getAndIncrement() < options.most());
            threads.add(new Thread(work, "caller-" + i));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        long batches = ledgers.stream()
                .mapToLong(ledger -> ledger.stats().getOrDefault("batches", 0L))
                .sum();
        ledgers.forEach(Metering::close);
        store.close();
        pipe.tell(Pipe.DONE + " " + batches);
        Runtime.getRuntime().exit(0);
    }

    private void at(Step step) {
        if (step == options.halt() && passed.getAndIncrement() == options.nth()) {
            pipe.tell(Pipe.STEP + " " + step);
            while (true) {
                LockSupport.park();
            }
        }
    }

    private void listen() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (in.readLine() != null) {
                stopped.set(true);
            }
        } catch (IOException e) {
            // As if the parent were gone.
        }
        Runtime.getRuntime().halt(3);
    }
}
