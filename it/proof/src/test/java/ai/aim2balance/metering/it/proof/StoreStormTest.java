package ai.aim2balance.metering.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.tck.Fault;
import ai.aim2balance.metering.tck.LedgerProof;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The kit's storm, on stores that keep what they are told. */
class StoreStormTest {
    private static final int CALLS = Sizes.of("storm.calls", 2_000, 8_000);
    private static final int THREADS = 4;
    private static final int NODES = 3;
    private static final double RATE = 0.08;

    @Test
    @DisplayName("embedded: what is acknowledged though the store fails all the time is booked exactly once")
    void embedded() throws Exception {
        try (Target target = EmbeddedTarget.embedded()) {
            storm(target, Sizes.of("storms.embedded", 2, 25), 2_000);
        }
    }

    @Test
    @DisplayName("PostgreSQL: what is acknowledged though the store fails all the time is booked exactly once")
    void postgres() throws Exception {
        try (Target target = new PostgresTarget()) {
            storm(target, Sizes.of("storms.postgres", 1, 25), 1_000);
        }
    }

    @Test
    @DisplayName("MongoDB: what is acknowledged though the store fails all the time is booked exactly once")
    void mongo() throws Exception {
        try (Target target = new MongoTarget()) {
            storm(target, Sizes.of("storms.mongo", 1, 25), 1_000);
        }
    }

    private static void storm(Target target, int rounds, long enough) throws Exception {
        Map<Fault, Long> faults = new EnumMap<>(Fault.class);
        for (int round = 0; round < rounds; round++) {
            target.fresh();
            LedgerProof.storm(Stores.open(target.location()), Sizes.SEED + round, CALLS, THREADS, NODES, RATE)
                    .forEach((fault, count) -> faults.merge(fault, count, Long::sum));
        }
        long all = faults.values().stream().mapToLong(Long::longValue).sum();
        System.out.println("storm, " + target.name() + ": seeds from " + Sizes.SEED + ", " + rounds * CALLS + " calls, "
                + all + " faults " + faults + ", lost=0 doubled=0");
        assertThat(all).isGreaterThan(enough);
    }
}
