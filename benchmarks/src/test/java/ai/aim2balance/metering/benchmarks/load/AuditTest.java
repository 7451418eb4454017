package ai.aim2balance.metering.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audits can fail. */
class AuditTest {
    private static final NodeSpec ONE = new NodeSpec("", 0, 1, 2, 1, 1, 0, 0);

    @TempDir
    Path directory;

    @Test
    @DisplayName("an acknowledged call that the ledger does not have is found")
    void lostEntry() throws Exception {
        Contender ledger = Contenders.of(Contenders.OURS);
        try (Site site = new MemorySite();
                Database database = site.fresh()) {
            ledger.prepare(database, 2);
            try (Client client = ledger.connect(database, ONE)) {
                client.spend(1, "a");
            }

            assertThat(ledger.audit(database, 2, List.of(told(1))).problems()).isEmpty();
            assertThat(ledger.audit(database, 2, List.of(told(1, 1))).problems())
                    .singleElement()
                    .asString()
                    .contains("user-1", "2 calls booked, 3 acknowledged");
        }
    }

    @Test
    @DisplayName("a call that the ledger has twice is found")
    void doubleEntry() throws Exception {
        Contender ledger = Contenders.of(Contenders.OURS);
        try (Site site = new MemorySite();
                Database database = site.fresh()) {
            ledger.prepare(database, 2);
            try (Client client = ledger.connect(database, ONE)) {
                client.spend(1, "a");
                client.spend(1, "b");
            }

            assertThat(ledger.audit(database, 2, List.of(told(1))).problems()).hasSize(1);
        }
    }

    @Test
    @DisplayName("a baseline's balance that is not the sum of its rows is found")
    void baseline() throws Exception {
        for (String name : List.of(Contenders.LIBRECHAT, Contenders.TRANSACTION)) {
            Contender baseline = Contenders.of(name);
            try (Site site = new FileSite(Engine.H2, directory);
                    Database database = site.fresh();
                    Client client = prepared(baseline, database)) {
                client.spend(1, "a");
                assertThat(baseline.audit(database, 2, List.of(told(1))).problems())
                        .as(name)
                        .isEmpty();
                assertThat(baseline.audit(database, 2, List.of(told(1, 1))).problems())
                        .as(name)
                        .hasSize(1);

                try (Connection connection = database.directPool(1).getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("update balance set credits = credits - 1 where account = 'user-0'");
                }

                assertThat(baseline.audit(database, 2, List.of(told(1))).problems())
                        .as(name)
                        .hasSize(1);
            }
        }
    }

    private static Client prepared(Contender contender, Database database) {
        contender.prepare(database, 2);
        return contender.connect(database, ONE);
    }

    private static NodeReport told(int... accounts) {
        Tally tally = new Tally(2);
        for (int account : accounts) {
            tally.increment(account);
        }
        return new NodeReport(1, 0, 0, 0, 0, 0, Usage.NONE, Map.of(), tally, Latencies.empty());
    }
}
