package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.it.proof.Answer.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Threads of this process that ask ledgers until they are stopped. Thread-safe. */
final class Crowd implements AutoCloseable {
    private static final Duration END = Duration.ofMinutes(2);

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Map<Outcome, AtomicLong> counts = new EnumMap<>(Outcome.class);
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong interrupted = new AtomicLong();
    /** What callers were told beside that something is booked, without numbers and names. */
    private final Map<String, AtomicLong> errors = new ConcurrentHashMap<>();

    private Crowd() {
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new AtomicLong());
        }
    }

    /** Begins to ask. */
    static Crowd of(int size, String name, long seed, List<Caller> callers, Journal witness) {
        Crowd crowd = new Crowd();
        for (int i = 0; i < size; i++) {
            String own = name + "t" + i;
            crowd.threads.add(new Thread(
                    () -> crowd.work(new Workload(own, seed, callers, witness, crowd::goesOn)), "crowd-" + own));
        }
        crowd.threads.forEach(Thread::start);
        return crowd;
    }

    private void work(Workload workload) {
        while (goesOn()) {
            long begin = System.nanoTime();
            Answer answer = workload.step();
            longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
            if (answer.outcome() != Outcome.BOOKED) {
                String note = answer.note();
                String kind = answer.outcome() + " " + note.substring(0, Math.min(note.length(), 160));
                errors.computeIfAbsent(kind.replaceAll("[0-9]+", "0"), key -> new AtomicLong())
                        .incrementAndGet();
            }
            counted(answer.outcome()).incrementAndGet();
        }
    }

    private AtomicLong counted(Outcome outcome) {
        return counts.computeIfAbsent(outcome, key -> new AtomicLong());
    }

    private boolean goesOn() {
        // An interrupt that came during a call is still there behind it; it has done what it can.
        if (Thread.interrupted()) {
            interrupted.incrementAndGet();
        }
        return !stopped.get();
    }

    /** How often an interrupt was kept for the caller to see. */
    long interrupted() {
        return interrupted.get();
    }

    /** Its threads, to be interrupted. */
    List<Thread> threads() {
        return List.copyOf(threads);
    }

    long count(Outcome outcome) {
        return counted(outcome).get();
    }

    Duration longestWait() {
        return Duration.ofNanos(longest.get());
    }

    Map<String, AtomicLong> errors() {
        return Map.copyOf(errors);
    }

    /** Waits for more of an outcome; fails where they do not come. */
    void await(Outcome outcome, long more, Duration within) throws InterruptedException {
        long enough = count(outcome) + more;
        long end = System.nanoTime() + within.toNanos();
        while (count(outcome) < enough) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not " + more + " more " + outcome + " within " + within + ": " + this);
            }
            Thread.sleep(5);
        }
    }

    /** Ends it, behind the calls that are under way. */
    void stop() throws InterruptedException {
        stopped.set(true);
        for (Thread thread : threads) {
            thread.join(END.toMillis());
            if (thread.isAlive()) {
                throw new AssertionError(thread + " still waits for an answer");
            }
        }
    }

    @Override
    public void close() {
        stopped.set(true);
    }

    @Override
    public String toString() {
        return "booked=" + count(Outcome.BOOKED) + " notBooked=" + count(Outcome.NOT_BOOKED) + " unknown="
                + count(Outcome.UNKNOWN) + " failed=" + count(Outcome.FAILED) + " longestWait="
                + longestWait().toMillis() + "ms";
    }
}
