package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A contract that lets a broken store pass is worth nothing: each defect must be seen by the tests that are about it. */
class BrokenStoresTest {
    private static final Map<String, Set<String>> CAUGHT = new TreeMap<>();

    static Stream<Broken> brokenStores() {
        return Stream.of(BrokenWrites.all(), BrokenReads.all(), BrokenQueries.all(), BrokenLocks.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest(name = "a store that {0}")
    @MethodSource("brokenStores")
    @DisplayName("is caught")
    void caught(Broken broken) {
        ContractRun run = ContractRun.of(broken);
        CAUGHT.put(broken.defect(), run.failures.keySet());

        assertThat(run.failures.keySet()).containsAll(broken.caughtBy());
    }

    @Test
    @DisplayName("the in-memory store passes in the same harness")
    void inMemoryPasses() {
        ContractRun run = ContractRun.of(InMemoryMeteringStore::new);

        assertThat(run.failures).isEmpty();
        assertThat(run.passed).hasSizeGreaterThan(150);
    }

    @Test
    @DisplayName("the store that the broken ones are made from passes")
    void plainStorePasses() {
        assertThat(ContractRun.of(() -> new PlainStore(200)).failures).isEmpty();
    }

    @AfterAll
    static void printTable() {
        @SuppressWarnings("SystemOut")
        PrintStream out = System.out;
        out.println("| a store that | is caught by |");
        out.println("| --- | --- |");
        CAUGHT.forEach((defect, tests) -> out.println("| " + defect + " | " + String.join(", ", tests) + " |"));
    }
}
