package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LedgerStormTest {
    private static final boolean PROOF = Boolean.getBoolean("metering.proof");
    private static final int CALLS = 8_000;
    private static final int ROUNDS = Integer.getInteger("metering.rounds", PROOF ? 45 : 2);

    @Test
    @DisplayName("what is acknowledged on a store of many lanes that fails is booked exactly once")
    void manyLanes() throws Exception {
        storm("many lanes", InMemoryMeteringStore::new);
    }

    @Test
    @DisplayName("what is acknowledged on a store of one lane that fails is booked exactly once")
    void oneLane() throws Exception {
        storm("one lane", () -> new OneLane(new InMemoryMeteringStore()));
    }

    @Test
    @DisplayName("what is acknowledged on a store that commits all or nothing and fails is booked exactly once")
    void allOrNothing() throws Exception {
        storm("all or nothing", () -> new AllOrNothing(new InMemoryMeteringStore()));
    }

    private static void storm(String name, Supplier<MeteringStore> stores) throws Exception {
        long seed = Long.getLong("metering.seed", 1);
        long begin = System.nanoTime();
        Map<Fault, Long> faults = new EnumMap<>(Fault.class);
        for (int round = 0; round < ROUNDS; round++) {
            LedgerProof.storm(stores.get(), seed + round, CALLS, 4, 3, 0.02)
                    .forEach((fault, count) -> faults.merge(fault, count, Long::sum));
        }
        System.out.printf(
                "storm, %s: seeds from %d, %,d calls, faults %s, %d s%n",
                name, seed, (long) ROUNDS * CALLS, faults, (System.nanoTime() - begin) / 1_000_000_000);
        assertThat(faults.values()).as("faults of each kind").doesNotContain(0L);
    }
}
