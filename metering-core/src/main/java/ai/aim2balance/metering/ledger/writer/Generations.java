package ai.aim2balance.metering.ledger.writer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A bounded memory: what was used since the last change of generations survives the next one. Written by one thread at a
 * time, read by any.
 */
final class Generations<K, V> {
    private final int mostYoung;
    private volatile Map<K, V> young = new ConcurrentHashMap<>();
    private int size;
    private volatile Map<K, V> old = Map.of();

    /** Remembers at least half of {@code most}, and never more. */
    Generations(int most) {
        this.mostYoung = Math.max(1, most / 2);
    }

    @Nullable
    V get(K key) {
        V value = young.get(key);
        return value == null ? old.get(key) : value;
    }

    void put(K key, V value) {
        if (young.put(key, value) == null && ++size >= mostYoung) {
            old = young;
            young = new ConcurrentHashMap<>(mostYoung * 4 / 3);
            size = 0;
        }
    }

    void remove(K key) {
        if (young.remove(key) != null) {
            size--;
        }
        if (old.containsKey(key)) {
            Map<K, V> rest = new ConcurrentHashMap<>(old);
            rest.remove(key);
            old = rest;
        }
    }
}
