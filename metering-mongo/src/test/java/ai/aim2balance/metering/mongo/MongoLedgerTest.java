package ai.aim2balance.metering.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.tck.Fault;
import ai.aim2balance.metering.tck.LedgerProof;
import com.mongodb.client.MongoClient;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The ledger on MongoDB")
class MongoLedgerTest {
    private static final boolean PROOF = Boolean.getBoolean("metering.proof");
    private static final long SEED = Long.getLong("metering.seed", 1);
    private static MongoClient client;

    @BeforeAll
    static void open() {
        client = TestMongo.client();
    }

    @AfterAll
    static void close() {
        client.close();
    }

    private static MeteringStore fresh() {
        return TestMongo.store(client, TestMongo.newDatabase(), MongoOptions.DEFAULT);
    }

    @ParameterizedTest(name = "{0} nodes")
    @ValueSource(ints = {1, 4})
    @DisplayName("answers and books random sequences as the model says")
    void sequences(int nodes) {
        LedgerProof.on(MongoLedgerTest::fresh, nodes).run(SEED, PROOF ? 300 : 12, PROOF ? 100 : 50);
    }

    @Test
    @DisplayName("books what is acknowledged exactly once, for four nodes and a store that fails")
    void storm() throws Exception {
        Map<Fault, Long> faults = new EnumMap<>(Fault.class);
        for (int round = 0; round < (PROOF ? 20 : 1); round++) {
            LedgerProof.storm(fresh(), SEED + round, PROOF ? 4_000 : 2_000, 4, 4, 0.02)
                    .forEach((fault, count) -> faults.merge(fault, count, Long::sum));
        }
        System.out.println("storm on MongoDB: seeds from " + SEED + ", faults " + faults);
        assertThat(faults.values()).as("faults of each kind").doesNotContain(0L);
    }
}
