package ai.aim2balance.metering.ledger.writer;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries interleavings of two and three callers, those with the fewest changes of threads first. */
class GroupQueueModelTest {
    private static final int INTERLEAVINGS = Boolean.getBoolean("metering.proof") ? 10_000 : 500;

    @ParameterizedTest
    @ValueSource(classes = {TwoWait.class, OneLeaves.class, OneDoesNotWait.class, OneHasMany.class, Three.class})
    @DisplayName("in any order of steps each item is done once, by one leader at a time, and nobody waits for ever")
    void handOver(Class<? extends Callers> callers) {
        new ModelCheckingOptions()
                .threads(callers == Three.class ? 3 : 2)
                .actorsPerThread(1)
                .actorsBefore(0)
                .actorsAfter(0)
                .iterations(1)
                .invocationsPerIteration(INTERLEAVINGS)
                .minimizeFailedScenario(false)
                .addGuarantee(forClasses(Probe.class.getName()).allMethods().ignore())
                .verifier(EpsilonVerifier.class)
                .check(callers);
    }

    public static class TwoWait extends Callers {
        @Operation
        public boolean waits() {
            return waited();
        }
    }

    public static class OneLeaves extends Callers {
        @Operation(runOnce = true)
        public boolean waits() {
            return waited();
        }

        @Operation(runOnce = true)
        public boolean leaves() {
            return left();
        }
    }

    public static class OneDoesNotWait extends Callers {
        @Operation(runOnce = true)
        public boolean waits() {
            return waited();
        }

        @Operation(runOnce = true)
        public void doesNotWait() {
            async();
        }
    }

    public static class OneHasMany extends Callers {
        @Operation(runOnce = true)
        public boolean waits() {
            return waited();
        }

        @Operation(runOnce = true)
        public boolean hasMany() {
            return many();
        }
    }

    public static class Three extends Callers {
        @Operation(runOnce = true)
        public boolean waits() {
            return waited();
        }

        @Operation(runOnce = true)
        public boolean waitsToo() {
            return waited();
        }

        @Operation(runOnce = true)
        public boolean leaves() {
            return left();
        }
    }

    /** What callers do. */
    public abstract static class Callers {
        private final AtomicBoolean working = new AtomicBoolean();
        private final ConcurrentLinkedQueue<Probe> items = new ConcurrentLinkedQueue<>();
        private final GroupQueue<Probe> queue = new GroupQueue<>(2, this::work, Runnable::run, 0);

        private void work(List<Probe> batch) {
            if (!working.compareAndSet(false, true)) {
                throw new IllegalStateException("two leaders at a time");
            }
            for (Probe item : batch) {
                item.count();
                item.wake();
            }
            working.set(false);
        }

        final boolean waited() {
            return queue.await(added(Thread.currentThread()), forEver());
        }

        /** Its time is over from the beginning. */
        final boolean left() {
            return queue.await(added(Thread.currentThread()), System.nanoTime() - 1);
        }

        final void async() {
            added(null);
            queue.leadSomewhere();
        }

        final boolean many() {
            Probe first = added(null);
            Probe second = added(null);
            return queue.await(first, forEver()) && queue.await(second, forEver());
        }

        private Probe added(Thread waiter) {
            Probe item = new Probe(waiter);
            items.add(item);
            queue.add(item);
            return item;
        }

        private static long forEver() {
            return System.nanoTime() + Long.MAX_VALUE / 2;
        }

        @Validate
        public void eachIsDoneOnce() {
            for (Probe item : items) {
                if (item.times.get() != 1) {
                    throw new IllegalStateException("an item is done " + item.times + " times");
                }
            }
        }
    }

    /** An item that counts how often it is done. */
    static final class Probe extends GroupQueue.Item {
        private final AtomicInteger times = new AtomicInteger();

        Probe(Thread waiter) {
            super(waiter);
        }

        void count() {
            times.incrementAndGet();
        }

        @Override
        boolean isDone() {
            return times.get() > 0;
        }
    }
}
