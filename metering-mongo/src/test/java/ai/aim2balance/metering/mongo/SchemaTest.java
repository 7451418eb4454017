package ai.aim2balance.metering.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.KeyTrial;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.tck.SampleEntry;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Opening a store")
class SchemaTest {
    private static final MongoOptions CREATE = MongoOptions.DEFAULT;

    private final MongoClient client = TestMongo.client();
    private final String database = TestMongo.newDatabase();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    @DisplayName("makes the indexes of the file, and nothing else")
    void creates() {
        open(CREATE);

        List<Document> found = collection().listIndexes().into(new ArrayList<>());
        assertThat(found)
                .extracting(index -> index.getString("name"))
                .containsExactlyInAnyOrder(
                        "_id_", "account_seq", "account_postingId", "reference", "due", "account_due", "usage");
        open(CREATE.withSchemaMode(SchemaMode.VALIDATE));
    }

    @Test
    @DisplayName("has the names in its errors that the file has, and keys that begin with the account")
    void fileAgrees() {
        List<Document> unique = Schema.indexes().stream()
                .filter(index -> index.getBoolean("unique", false))
                .toList();

        assertThat(unique)
                .extracting(index -> index.getString("name"))
                .containsExactly(MongoErrors.SEQ_KEY, MongoErrors.POSTING_KEY);
        assertThat(unique)
                .allSatisfy(index ->
                        assertThat(index.get("key", Document.class).keySet()).startsWith("tenantId", "user"));
        assertThat(Schema.script())
                .contains("const prefix = \"" + CREATE.collectionPrefix() + "\"")
                .contains("{version: " + Schema.VERSION + "}")
                .contains("shardKey = {tenantId: 1, user: 1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"account_seq", "account_postingId", "usage"})
    @DisplayName("to validate refuses a missing index, and names the file")
    void missing(String index) {
        open(CREATE);
        collection().dropIndex(index);

        assertThatThrownBy(() -> open(CREATE.withSchemaMode(SchemaMode.VALIDATE)))
                .isInstanceOf(MeteringStoreException.class)
                .hasMessageContaining(index)
                .hasMessageContaining("mongodb-1.js");
    }

    @Test
    @DisplayName("to validate refuses an empty database")
    void empty() {
        assertThatThrownBy(() -> open(CREATE.withSchemaMode(SchemaMode.VALIDATE)))
                .isInstanceOf(MeteringStoreException.class)
                .hasMessageContaining("version null");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("in any mode refuses keys that do not hold, whatever they are called")
    void keysThatDoNotHold(SchemaMode mode) {
        open(CREATE);
        collection().dropIndex("account_postingId");
        collection()
                .createIndex(
                        new Document("tenantId", 1).append("user", 1).append("postingId", 1),
                        new com.mongodb.client.model.IndexOptions().name("account_postingId"));

        assertThatThrownBy(() -> open(CREATE.withSchemaMode(mode))).isInstanceOf(MeteringStoreException.class);
    }

    @Test
    @DisplayName("without looking at indexes tries both keys, and leaves nothing behind")
    void tries() {
        collection().insertOne(new Document("x", 1));
        assertThatThrownBy(() -> open(CREATE.withSchemaMode(SchemaMode.NONE)))
                .hasMessageContaining("no unique key account_seq");
        assertThat(collection().countDocuments()).isEqualTo(1);
        collection().deleteMany(new Document());

        assertThatCode(() -> open(CREATE)).doesNotThrowAnyException();
        assertThat(collection().countDocuments()).isZero();
    }

    @Test
    @DisplayName("never shows what was tried in the order of arrival, even where it was left behind")
    void leftBehind() {
        open(CREATE);
        Document left = new Document("_id", new org.bson.types.ObjectId("000000010000000000000001"))
                .append("tenantId", "~probe")
                .append("user", "x")
                .append("seq", 1L)
                .append("fingerprint", "probe");
        collection().insertOne(left);

        try (MongoMeteringStore store = TestMongo.store(client, database, CREATE.withSchemaMode(SchemaMode.NONE))) {
            assertThat(collection().countDocuments())
                    .as("an old one is taken away")
                    .isZero();
            collection().insertOne(left);
            assertThat(store.entries(new EntryQuery.Arrival(null, 10)).entries())
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("keeps and shows the entries of a tenant that has the name of the trials, however old they are")
    void tenantOfThatName() {
        AccountId account = new AccountId(KeyTrial.TENANT, "anna");
        try (MongoMeteringStore store = TestMongo.store(client, database, CREATE)) {
            store.append(SampleEntry.chain(account, 1, 1));
        }
        Document entry = Objects.requireNonNull(collection().find().first());
        collection().deleteMany(new Document());
        collection().insertOne(entry.append("_id", new org.bson.types.ObjectId("000000010000000000000001")));

        try (MongoMeteringStore store = TestMongo.store(client, database, CREATE)) {
            assertThat(store.heads(List.of(account))).containsKey(account);
            assertThat(store.entries(new EntryQuery.Arrival(null, 10)).entries())
                    .extracting(Entry::account)
                    .containsExactly(account);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"createIndexes", "listIndexes", "update", "find", "insert"})
    @DisplayName("can be tried again where the server did not answer for a moment")
    void tryAgain(String command) throws Exception {
        try (WireProxy proxy = WireProxy.toServer();
                MongoClient through = TestMongo.client(proxy.uri())) {
            proxy.disturb(
                    command,
                    WireProxy.When.BEFORE,
                    new Document("ok", 0.0).append("code", 50).append("errmsg", "operation exceeded time limit"));

            assertThatThrownBy(() -> TestMongo.store(through, database, CREATE))
                    .isInstanceOfSatisfying(
                            MeteringStoreException.class,
                            e -> assertThat(e.outcome()).isNotEqualTo(MeteringStoreException.Outcome.REJECTED));
            assertThatCode(() -> TestMongo.store(through, database, CREATE).close())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    @DisplayName("is refused for good where entries break a key already")
    void brokenAlready() {
        Document entry = new Document("tenantId", "acme").append("user", "anna").append("seq", 1L);
        collection().insertMany(List.of(new Document(entry), new Document(entry)));

        assertThatThrownBy(() -> open(CREATE))
                .isInstanceOfSatisfying(
                        MeteringStoreException.class,
                        e -> assertThat(e.outcome()).isEqualTo(MeteringStoreException.Outcome.REJECTED));
    }

    @Test
    @DisplayName("says in one line what it stands on")
    void description() {
        try (MongoMeteringStore store = TestMongo.store(client, database, CREATE)) {
            assertThat(store.traits().description())
                    .startsWith("MongoDB ")
                    .contains("database " + database, "j=true", "readConcern=")
                    .doesNotContain("\n");
            assertThat(store).hasToString("MongoMeteringStore[" + store.traits().description() + "]");
        }
    }

    private void open(MongoOptions options) {
        TestMongo.store(client, database, options).close();
    }

    private MongoCollection<Document> collection() {
        return client.getDatabase(database).getCollection("metering_entry");
    }
}
