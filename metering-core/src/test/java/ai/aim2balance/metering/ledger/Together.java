package ai.aim2balance.metering.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the same work on many threads that begin together. */
final class Together {
    private static final long LONGEST_SECONDS = 60;

    private Together() {}

    /** Work that knows the number of its thread. */
    interface Work<T> {
        T of(int thread) throws Exception;
    }

    static <T> List<T> run(int threads, Work<T> work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier barrier = new CyclicBarrier(threads);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                running.add(pool.submit(() -> {
                    barrier.await(LONGEST_SECONDS, TimeUnit.SECONDS);
                    return work.of(number);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get(LONGEST_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("a thread failed or did not end", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
