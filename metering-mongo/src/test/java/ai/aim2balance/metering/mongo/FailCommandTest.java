package ai.aim2balance.metering.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import ai.aim2balance.metering.tck.SampleEntry;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults that a real server makes itself. It is started with {@code --setParameter enableTestCommands=1}. */
@DisplayName("A MongoDB that fails on command")
class FailCommandTest {
    private static final AccountId ANNA = new AccountId("acme", "anna");
    private static final String APPLICATION = "metering-fail-command";

    private MongoClient client;
    private MongoClient operator;
    private MongoMeteringStore store;

    @BeforeEach
    void open() {
        operator = TestMongo.client();
        assumeTrue(
                hasFailCommand(),
                "the server has no failCommand: -Dmetering.test.mongo.uri=… names a mongod that was started with"
                        + " --setParameter enableTestCommands=1");
        String uri = TestMongo.uri();
        client = TestMongo.client(uri + (uri.contains("?") ? "&" : "/?") + "retryWrites=false&appName=" + APPLICATION);
        store = TestMongo.store(
                client, TestMongo.newDatabase(), MongoOptions.DEFAULT.withTimeLimit(Duration.ofSeconds(2)));
        store.append(SampleEntry.chain(ANNA, 1, 2));
    }

    @AfterEach
    void close() {
        if (store != null) {
            failPoint(new Document("mode", "off"));
            store.close();
            client.close();
        }
        operator.close();
    }

    static Stream<Arguments> faults() {
        Stream<Document> codes = Stream.of(112, 91, 11_600, 11_602, 10_107, 189, 50, 16_500, 6, 7, 89)
                .map(code -> new Document("errorCode", code));
        Stream<Document> others = Stream.of(
                new Document("closeConnection", true),
                new Document("writeConcernError", new Document("code", 64).append("errmsg", "waiting for replication")),
                new Document("blockConnection", true).append("blockTimeMS", 4_000));
        return Stream.concat(codes, others).flatMap(fault -> Stream.of(1, 2, 3).map(step -> Arguments.of(fault, step)));
    }

    @ParameterizedTest(name = "{0} at insert {1}")
    @MethodSource("faults")
    @DisplayName("leaves a batch of which the error says no more than is certain, and that can be sent again")
    void inserts(Document fault, int step) {
        failPoint(new Document("mode", new Document("skip", step - 1).append("times", 1))
                .append("data", fault.append("failCommands", List.of("insert")).append("appName", APPLICATION)));

        for (long seq = 3; seq <= 5; seq++) {
            append(seq);
        }

        assertThat(store.entries(new EntryQuery.Chain(ANNA, 1, 10)).entries())
                .extracting(Entry::seq)
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    /** As a ledger does: after an unknown outcome it looks, and sends again what is not there. */
    private void append(long seq) {
        List<Entry> batch = SampleEntry.chain(ANNA, seq, seq);
        try {
            assertThat(store.append(batch)).isEqualTo(AppendResult.all(1));
        } catch (MeteringStoreException e) {
            assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
            AppendResult again = store.append(batch);
            assertThat(again.committed() == 1 || again.refusal() != null).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @DisplayName("is read from with an error or a right answer")
    void reads(Document fault, int step) {
        failPoint(new Document("mode", new Document("times", step))
                .append(
                        "data",
                        fault.append("failCommands", List.of("find", "aggregate"))
                                .append("appName", APPLICATION)));

        try {
            assertThat(store.heads(List.of(ANNA)).get(ANNA))
                    .isEqualTo(SampleEntry.of(ANNA, 2).build());
        } catch (MeteringStoreException e) {
            assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        }
    }

    private boolean hasFailCommand() {
        try {
            failPoint(new Document("mode", "off"));
            return true;
        } catch (MongoCommandException e) {
            return false;
        }
    }

    private void failPoint(Document settings) {
        Document command = new Document("configureFailPoint", "failCommand");
        command.putAll(settings);
        operator.getDatabase("admin").runCommand(command);
    }
}
