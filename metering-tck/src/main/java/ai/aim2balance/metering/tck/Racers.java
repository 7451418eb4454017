package ai.aim2balance.metering.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Runs work on several threads that start together. */
final class Racers {
    /** What has not ended by then never ends. */
    private static final long PATIENCE_SECONDS = 60;

    private Racers() {}

    /** The results in the order of the numbers 0 to racers - 1; the first error is thrown. */
    static <T> List<T> race(int racers, IntFunction<T> work) {
        CountDownLatch ready = new CountDownLatch(racers);
        List<CompletableFuture<T>> running = new ArrayList<>();
        for (int i = 0; i < racers; i++) {
            int number = i;
            running.add(start(() -> {
                ready.countDown();
                await(ready);
                return work.apply(number);
            }));
        }
        return running.stream().map(Racers::result).toList();
    }

    /** Runs work on a thread of its own. */
    static <T> CompletableFuture<T> start(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(work.get());
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                },
                "metering-tck");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    /** The result of work that must end. */
    static <T> T result(CompletableFuture<T> running) {
        return result(running, PATIENCE_SECONDS);
    }

    /** The result of work that must end within some time, generous enough for any machine. */
    static <T> T result(CompletableFuture<T> running, long seconds) {
        try {
            return running.copy().orTimeout(seconds, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new AssertionError("it does not end", e);
            }
            throw new AssertionError("it failed: " + e.getCause(), e.getCause());
        }
    }

    /** Waits for another racer. */
    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("another thread does not come");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Whether another racer comes in some time. */
    static boolean comes(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lets other threads go first, so that a gap between two steps is met. */
    @SuppressWarnings("ThreadPriorityCheck") // a hint: no test depends on it
    static void giveWay() {
        for (int i = 0; i < 3; i++) {
            Thread.yield();
        }
    }
}
