package ai.aim2balance.metering.tck;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Decides what fails, and counts it. Thread-safe. */
final class FaultPlan {
    private final Random random;
    private final Map<Fault, Double> rates;
    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    private boolean healed;

    FaultPlan(long seed, Map<Fault, Double> rates) {
        this.random = new Random(seed);
        this.rates = new EnumMap<>(Fault.class);
        this.rates.putAll(rates);
    }

    /** Whether it is done now; then it is counted. */
    synchronized boolean does(Fault fault) {
        boolean now = random.nextDouble() < rates.getOrDefault(fault, 0.0) && !healed;
        if (now) {
            did(fault);
        }
        return now;
    }

    synchronized void did(Fault fault) {
        counts.merge(fault, 1L, Long::sum);
    }

    synchronized long count(Fault fault) {
        return counts.getOrDefault(fault, 0L);
    }

    /** A number from 0 to below a bound. */
    synchronized int below(int bound) {
        return random.nextInt(bound);
    }

    synchronized void heal() {
        healed = true;
    }

    @Override
    public synchronized String toString() {
        return counts.toString();
    }
}
