package ai.aim2balance.metering.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.mongo.WireProxy.When;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.AppendResult.Refusal;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import ai.aim2balance.metering.tck.SampleEntry;
import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("An error of the server")
class MongoErrorsTest {
    private static final AccountId ANNA = new AccountId("acme", "anna");

    private WireProxy proxy;
    private MongoClient client;
    private MongoMeteringStore store;

    @BeforeEach
    void open() {
        proxy = WireProxy.toServer();
        client = TestMongo.client(proxy.uri());
        store = TestMongo.store(
                client, TestMongo.newDatabase(), MongoOptions.DEFAULT.withTimeLimit(Duration.ofSeconds(3)));
        store.append(SampleEntry.chain(ANNA, 1, 2));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        client.close();
        proxy.close();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failure("a write concern that failed", Outcome.UNKNOWN, done(64, "waiting for replication timed out")),
                failure(
                        "a write concern that no node can meet",
                        Outcome.UNKNOWN,
                        done(100, "not enough data-bearing nodes")),
                failure("a primary that stepped down behind the write", Outcome.UNKNOWN, done(11_602, "stepped down")),
                failure("throttling as a failed command", Outcome.UNKNOWN, failed(16_500)),
                failure("throttling as a failed document", Outcome.UNKNOWN, refused(16_500, "Request rate is large")),
                failure("throttling by its other code", Outcome.UNKNOWN, failed(429)),
                failure("a time limit", Outcome.UNKNOWN, failed(50)),
                failure("a write conflict", Outcome.UNKNOWN, refused(112, "WriteConflict")),
                failure("a shutdown", Outcome.UNKNOWN, failed(91)),
                failure("a primary that is none", Outcome.UNKNOWN, failed(10_107)),
                failure("a code that nobody knows", Outcome.UNKNOWN, failed(987_654)),
                failure("a cut connection", Outcome.UNKNOWN, null),
                failure("a missing right", Outcome.NOT_APPLIED, failed(13)),
                failure(
                        "a document that is too large",
                        Outcome.REJECTED,
                        refused(10_334, "object to insert too large")),
                failure("a validator of the collection", Outcome.REJECTED, refused(121, "Document failed validation")),
                failure("a key that is too long", Outcome.REJECTED, refused(17_280, "key too large to index")),
                failure("an id of a document that is taken", Outcome.UNKNOWN, duplicate("_id_")));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("failures")
    @DisplayName("of a write says no more than is certain")
    void writes(String name, Outcome outcome, @Nullable Document answer) {
        proxy.disturb("insert", When.BEFORE, answer);

        assertThat(failure().outcome()).isEqualTo(outcome);
        assertThat(proxy.isDone()).isTrue();
    }

    @Test
    @DisplayName("is unknown where the answer is lost, and the entry is there")
    void lostAnswer() {
        proxy.disturb("insert", When.AFTER, null);

        assertThat(failure().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(store.entries(new EntryQuery.Chain(ANNA, 1, 10)).entries()).hasSize(3);
    }

    @Test
    @DisplayName("behind a part that was committed is unknown, even where the rest can never be kept")
    void rejectedBehindAPart() {
        proxy.disturb(
                "insert",
                When.BEFORE,
                writeErrors(1, new Document("index", 1).append("code", 121).append("errmsg", "no")));

        MeteringStoreException e =
                catchThrowableOfType(MeteringStoreException.class, () -> store.append(SampleEntry.chain(ANNA, 3, 4)));
        assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    @DisplayName("about a key with a failed write concern is unknown: what stands before may not last")
    void keyWithoutDurability() {
        proxy.disturb(
                "insert",
                When.BEFORE,
                duplicate(MongoErrors.SEQ_KEY)
                        .append("writeConcernError", new Document("code", 64).append("errmsg", "timed out")));

        assertThat(failure().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of(
                        "MongoDB", "E11000 duplicate key error collection: a.b index: %s dup key: { x: \"index: y\" }"),
                Arguments.of("MongoDB before 3.4", "E11000 duplicate key error index: a.b.$%s dup key: { : \"x\" }"),
                Arguments.of("DocumentDB", "E11000 duplicate key error collection: b index: %s"));
    }

    @ParameterizedTest(name = "as {0} says it")
    @MethodSource("keys")
    @DisplayName("about a key is a refusal by the name of the index")
    void refusals(String server, String message) {
        proxy.disturb("insert", When.BEFORE, refused(11_000, String.format(message, MongoErrors.SEQ_KEY)));
        assertThat(append()).isEqualTo(AppendResult.refused(0, Refusal.SEQ, ANNA));

        proxy.disturb("insert", When.BEFORE, refused(11_000, String.format(message, MongoErrors.POSTING_KEY)));
        assertThat(append()).isEqualTo(AppendResult.refused(0, Refusal.ID, ANNA));
    }

    @Test
    @DisplayName("about a key without its name, as Cosmos DB says it, is looked up")
    void unnamedKey() {
        Document answer = refused(11_000, "Duplicate key error collection: b. Failed _id or unique key constraint");

        proxy.disturb("insert", When.BEFORE, answer);
        assertThat(store.append(
                        List.of(SampleEntry.of(ANNA, 2).postingId("other").build())))
                .isEqualTo(AppendResult.refused(0, Refusal.SEQ, ANNA));
        proxy.disturb("insert", When.BEFORE, answer);
        assertThat(store.append(
                        List.of(SampleEntry.of(ANNA, 3).postingId("posting-2").build())))
                .isEqualTo(AppendResult.refused(0, Refusal.ID, ANNA));
        proxy.disturb("insert", When.BEFORE, answer);
        assertThat(failure().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    @DisplayName("of a read changes nothing, whatever it is")
    void reads(String name, Outcome outcome, @Nullable Document answer) {
        Document error = answer == null || answer.containsKey("writeErrors") || answer.containsKey("writeConcernError")
                ? null
                : answer;
        proxy.disturb("find", When.BEFORE, error);

        // a driver may ask again by itself
        try {
            assertThat(store.heads(List.of(ANNA))).hasSize(1);
        } catch (MeteringStoreException e) {
            assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        }
        assertThat(proxy.isDone()).isTrue();
    }

    @Test
    @DisplayName("has no texts of entries in its message")
    void noTexts() {
        proxy.disturb("insert", When.BEFORE, refused(112, "conflict on { postingId: \"secret\" }"));

        assertThat(failure()).hasMessage("append (code 112)");
    }

    @Test
    @DisplayName("an entry of more text than a document holds is rejected, and its neighbours are not sent")
    void tooLong() {
        var large =
                SampleEntry.of(ANNA, 3).detail("text", "x".repeat(16_000_001)).build();

        MeteringStoreException e =
                catchThrowableOfType(MeteringStoreException.class, () -> store.append(List.of(large)));
        assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(e).hasMessageContaining("16000000");
    }

    private AppendResult append() {
        return store.append(List.of(SampleEntry.of(ANNA, 3).build()));
    }

    private MeteringStoreException failure() {
        return catchThrowableOfType(MeteringStoreException.class, this::append);
    }

    private static Arguments failure(String name, Outcome outcome, @Nullable Document answer) {
        return Arguments.of(name, outcome, answer);
    }

    private static Document done(int code, String message) {
        return new Document("ok", 1.0)
                .append("n", 1)
                .append("writeConcernError", new Document("code", code).append("errmsg", message));
    }

    private static Document failed(int code) {
        return new Document("ok", 0.0).append("code", code).append("errmsg", "failed");
    }

    private static Document refused(int code, String message) {
        return writeErrors(0, new Document("index", 0).append("code", code).append("errmsg", message));
    }

    private static Document duplicate(String index) {
        return refused(11_000, "E11000 duplicate key error collection: a.b index: " + index + " dup key: { x: 1 }");
    }

    private static Document writeErrors(int committed, Document error) {
        return new Document("ok", 1.0).append("n", committed).append("writeErrors", List.of(error));
    }
}
