package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.store.InMemoryMeteringStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerProofTest {
    private static final boolean PROOF = Boolean.getBoolean("metering.proof");
    private static final long SEED = Long.getLong("metering.seed", 1);
    private static final int LENGTH = Integer.getInteger("metering.steps", PROOF ? 100 : 50);

    @ParameterizedTest(name = "{0} nodes")
    @ValueSource(ints = {1, 2, 4})
    @DisplayName("random sequences are answered and booked as the model says")
    void sequences(int nodes) {
        LedgerProof.on(InMemoryMeteringStore::new, nodes).run(SEED, count(200, 2_000), LENGTH);
    }

    @ParameterizedTest(name = "{0} nodes")
    @ValueSource(ints = {1, 4})
    @DisplayName("random sequences are answered and booked as the model says, where all accounts share batches")
    void oneLane(int nodes) {
        LedgerProof.on(() -> new OneLane(new InMemoryMeteringStore()), nodes).run(SEED, count(150, 1_000), LENGTH);
    }

    @ParameterizedTest(name = "{0} nodes")
    @ValueSource(ints = {1, 4})
    @DisplayName("random sequences are answered and booked as the model says, where a batch is one transaction")
    void allOrNothing(int nodes) {
        LedgerProof.on(() -> new AllOrNothing(new InMemoryMeteringStore()), nodes)
                .run(SEED, count(150, 1_000), LENGTH);
    }

    @ParameterizedTest(name = "{0} nodes")
    @ValueSource(ints = {1, 2, 4})
    @DisplayName("random sequences are answered and booked as the model says on a store that fails")
    void faultySequences(int nodes) {
        LedgerProof.onFaulty(() -> new OneLane(new InMemoryMeteringStore()), nodes, 0.03)
                .run(SEED, count(100, 1_000), LENGTH);
    }

    private static int count(int usual, int proof) {
        return Integer.getInteger("metering.sequences", PROOF ? proof : usual);
    }
}
