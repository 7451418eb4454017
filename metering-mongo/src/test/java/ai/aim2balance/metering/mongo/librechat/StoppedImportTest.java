package ai.aim2balance.metering.mongo.librechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.TenantPolicy;
import ai.aim2balance.metering.ledger.UnrecordedSpendHandler;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An import that stops")
class StoppedImportTest {
    private static final int USERS = 4;

    @ParameterizedTest
    @DisplayName(
            "at any step, before or behind what the step does, is finished by another run, as if it had not stopped")
    @ValueSource(booleans = {false, true})
    void anyStep(boolean behind) {
        try (TestLibreChat source = new TestLibreChat();
                Destination reference = new Destination()) {
            new History(source, History.Form.RESERVING, USERS, 11).write(60);
            reference.from(source).batchSize(7).build().run();
            List<String> expected = facts(reference);
            int step = 0;
            Set<Integer> steps = new HashSet<>();
            boolean stopped;
            do {
                InMemoryMeteringStore store = new InMemoryMeteringStore();
                stopped = stopsAt(source, new DyingStore(store, step, behind));
                steps.add(store.heads(accounts()).size());
                try (Destination again = new Destination(store)) {
                    again.from(source).batchSize(7).build().run();
                    assertThat(facts(again)).as("stopped at step %s", step).isEqualTo(expected);
                }
                step++;
            } while (stopped);
            // It did stop everywhere: before the first account was there, with some of them, and with all.
            assertThat(steps).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        }
    }

    @Test
    @DisplayName("because LibreChat's database is gone says how far it came and that it can be run again")
    void sourceIsGone() {
        try (TestLibreChat source = new TestLibreChat();
                Destination destination = new Destination()) {
            LibreChatImport stopping = LibreChatImport.builder(
                            com.mongodb.client.MongoClients.create(
                                            "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=50&connectTimeoutMS=50")
                                    .getDatabase("LibreChat"),
                            destination.metering)
                    .tenant(Destination.TENANT)
                    .build();
            assertThatThrownBy(stopping::run)
                    .isInstanceOf(ImportStoppedException.class)
                    .hasMessageStartingWith("the import stopped after 0 transactions: LibreChat's database failed (")
                    .hasMessageEndingWith("; run it again to go on");
            assertThat(source.transactions().countDocuments()).isZero();
        }
    }

    /** Whether the store died before the import was done. */
    private static boolean stopsAt(TestLibreChat source, DyingStore store) {
        try (Metering metering = Destination.ledger(store)
                .policy(TenantPolicy.DEFAULT.withMode(BalanceMode.ENFORCED).withStartCredits(BigDecimal.ZERO))
                .patience(Duration.ofMillis(10))
                .unrecorded(UnrecordedSpendHandler.log())
                .build()) {
            LibreChatImport.builder(source.database(), metering)
                    .tenant(Destination.TENANT)
                    .batchSize(7)
                    .build()
                    .run();
            assertThat(store.isDead())
                    .as("an import that was done on a dead store")
                    .isFalse();
            return false;
        } catch (ImportStoppedException e) {
            return true;
        }
    }

    private static List<AccountId> accounts() {
        return java.util.stream.IntStream.range(0, USERS)
                .mapToObj(user -> Destination.account(TestLibreChat.user(user)))
                .toList();
    }

    /** What each account has, in its order, without the moments of booking. */
    private static List<String> facts(Destination destination) {
        TreeMap<String, List<String>> byUser = new TreeMap<>();
        for (int user = 0; user < USERS; user++) {
            for (Entry entry : destination.chain(TestLibreChat.user(user))) {
                String at = entry.usage() == null ? "" : entry.occurredAt().toString();
                byUser.computeIfAbsent(entry.account().user(), name -> new ArrayList<>())
                        .add(entry.postingId() + " " + entry.kind() + " " + entry.refersTo() + " " + at + " "
                                + entry.creditsDelta() + " "
                                + entry.stateAfter().credits() + " " + entry.details());
            }
        }
        return byUser.values().stream().flatMap(List::stream).toList();
    }
}
