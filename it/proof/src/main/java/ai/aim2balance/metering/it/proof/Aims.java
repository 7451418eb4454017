package ai.aim2balance.metering.it.proof;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** How many faults of each kind are wanted at each call, and how many there were. Thread-safe. */
final class Aims {
    private final int wanted;
    private final Map<StoreCall, Map<ProxyFault, Integer>> counts = new EnumMap<>(StoreCall.class);

    Aims(int wanted) {
        this.wanted = wanted;
        for (StoreCall call : StoreCall.values()) {
            counts.put(call, new EnumMap<>(ProxyFault.class));
        }
    }

    /** A kind that is still wanted, by chance; null where all are done. */
    synchronized @Nullable ProxyFault wanted(StoreCall call, Random random) {
        List<ProxyFault> missing = new ArrayList<>();
        for (ProxyFault fault : ProxyFault.values()) {
            if (count(call, fault) < wanted) {
                missing.add(fault);
            }
        }
        return missing.isEmpty() ? null : missing.get(random.nextInt(missing.size()));
    }

    synchronized void did(StoreCall call, ProxyFault fault) {
        of(call).merge(fault, 1, Integer::sum);
    }

    synchronized int count(StoreCall call, ProxyFault fault) {
        return of(call).getOrDefault(fault, 0);
    }

    synchronized boolean isDone(StoreCall call) {
        for (ProxyFault fault : ProxyFault.values()) {
            if (count(call, fault) < wanted) {
                return false;
            }
        }
        return true;
    }

    synchronized boolean isDone() {
        for (StoreCall call : StoreCall.values()) {
            if (!isDone(call)) {
                return false;
            }
        }
        return true;
    }

    /** Adds them up under names of call and kind. */
    synchronized void addTo(Tally tally) {
        counts.forEach((call, kinds) -> kinds.forEach((fault, count) -> tally.did(call + "/" + fault, count)));
    }

    private Map<ProxyFault, Integer> of(StoreCall call) {
        return counts.computeIfAbsent(call, key -> new EnumMap<>(ProxyFault.class));
    }

    @Override
    public synchronized String toString() {
        return counts.toString();
    }
}
