package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.SpendResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends each spend several times, from several threads and, if asked, in random order; the ids are the same. Spends only:
 * what a hold or a refill decides depends on the order, and what a spend books does not.
 */
final class RepeatedRun {
    private final Metering metering;
    private final RunOptions options;
    private final LongAdder booked = new LongAdder();
    private final LongAdder repeats = new LongAdder();
    private final LongAdder unrecorded = new LongAdder();

    RepeatedRun(Metering metering, RunOptions options) {
        this.metering = metering;
        this.options = options;
    }

    void run(List<Recorded> calls) {
        List<Spend> sent = new ArrayList<>();
        for (int i = 0; i < options.times(); i++) {
            calls.forEach(call -> sent.addAll(call.spends()));
        }
        if (options.seed() != null) {
            Collections.shuffle(sent, new Random(options.seed()));
        }
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(options.threads());
        try {
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < options.threads(); i++) {
                working.add(threads.submit(() -> send(sent, next)));
            }
            for (Future<?> one : working) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a thread failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void send(List<Spend> sent, AtomicInteger next) {
        for (int i = next.getAndIncrement(); i < sent.size(); i = next.getAndIncrement()) {
            SpendResult result = metering.spendTokens(sent.get(i));
            if (result instanceof SpendResult.Applied) {
                booked.increment();
            } else if (result instanceof SpendResult.AlreadyApplied) {
                repeats.increment();
            } else {
                unrecorded.increment();
            }
        }
    }

    void print(PrintStream out) {
        out.println(
                "spends only, without holds and refills, whose outcome depends on the order; times " + options.times()
                        + ", threads " + options.threads() + ", order "
                        + (options.seed() == null ? "of time" : "random by seed " + options.seed()));
        out.println("booked " + booked + ", recognised as repeats " + repeats + ", not booked " + unrecorded);
    }
}
