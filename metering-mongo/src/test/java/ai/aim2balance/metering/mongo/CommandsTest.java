package ai.aim2balance.metering.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.LogPosition;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.tck.SampleEntry;
import ai.aim2balance.metering.tck.SampleUsage;
import com.mongodb.client.MongoClient;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Every command")
class CommandsTest {
    private static final AccountId ANNA = new AccountId("acme", "anna");

    /** Known to MongoDB 4.4, Amazon DocumentDB 4.0 and Azure Cosmos DB 4.0, by their lists of what they support. */
    private static final Set<String> OPERATORS = Set.of(
            "$and",
            "$or",
            "$eq",
            "$ne",
            "$in",
            "$exists",
            "$gt",
            "$gte",
            "$lt",
            "$lte",
            "$regex",
            "$match",
            "$group",
            "$sum",
            "$add",
            "$subtract",
            "$mod",
            "$literal",
            "$concat",
            "$setOnInsert",
            "$set");

    private static final Set<String> WRITES = Set.of("insert", "update", "delete");
    private static final Set<String> READS = Set.of("find", "aggregate");
    private static final Set<String> OTHERS = Set.of("buildInfo", "createIndexes", "listIndexes", "getMore", "hello");

    private final List<BsonDocument> commands = new CopyOnWriteArrayList<>();
    private WireProxy proxy;

    @BeforeEach
    void open() {
        proxy = WireProxy.toServer();
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    private enum Deployment {
        STANDALONE(reply -> reply, new BsonDocument("w", new BsonInt32(1)), "local"),
        REPLICA_SET(
                reply -> reply.append("setName", "rs0")
                        .append("isWritablePrimary", true)
                        .append("ismaster", true)
                        .append("hosts", List.of("127.0.0.1:1")),
                new BsonDocument("w", new BsonString("majority")),
                "majority"),
        SHARDED_CLUSTER(
                reply -> reply.append("msg", "isdbgrid"),
                new BsonDocument("w", new BsonString("majority")),
                "majority");

        @SuppressWarnings("ImmutableEnumChecker") // without state
        private final UnaryOperator<Document> hello;

        @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
        private final BsonDocument writeConcern;

        private final String readConcern;

        Deployment(UnaryOperator<Document> hello, BsonDocument writeConcern, String readConcern) {
            this.hello = hello;
            this.writeConcern = writeConcern;
            this.readConcern = readConcern;
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("says how durable, how fresh and how long, whatever the client has for default")
    void concerns(Deployment deployment) {
        run(deployment);

        BsonDocument expected = deployment.writeConcern.clone().append("j", org.bson.BsonBoolean.TRUE);
        for (BsonDocument command : commands) {
            String name = command.getFirstKey();
            assertThat(command.keySet()).as("%s has a time limit", command).contains("maxTimeMS");
            if (WRITES.contains(name)) {
                assertThat(command.getDocument("writeConcern"))
                        .as("%s", command)
                        .isEqualTo(expected);
                assertThat(command.getBoolean("ordered").getValue())
                        .as("%s", command)
                        .isTrue();
            } else if (READS.contains(name)) {
                assertThat(command.getDocument("readConcern").getString("level").getValue())
                        .as("%s", command)
                        .isEqualTo(deployment.readConcern);
                assertThat(command.keySet())
                        .as("reads from the primary, which no command has to say")
                        .noneMatch(key -> key.equals("$readPreference")
                                && !command.getDocument(key)
                                        .getString("mode")
                                        .getValue()
                                        .startsWith("primary"));
            } else {
                assertThat(OTHERS).as("neither reads nor writes entries").contains(name);
            }
        }
        assertThat(commands)
                .extracting(BsonDocument::getFirstKey)
                .contains("insert", "update", "delete", "find", "aggregate");
    }

    @Test
    @DisplayName("has only operators that every server of the kind knows, and needs each of them")
    void operators() {
        run(Deployment.STANDALONE);

        Set<String> found = new TreeSet<>();
        commands.forEach(command -> command.forEach((key, value) -> {
            if (!key.equals("$db") && !key.equals("$readPreference") && !key.equals("documents")) {
                operators(value, found);
            }
        }));
        assertThat(found).isEqualTo(new TreeSet<>(OPERATORS));
    }

    @Test
    @DisplayName("is one for a batch, for a head and for a question")
    void roundTrips() {
        try (MongoClient client = TestMongo.client(proxy.uri(), listener());
                MeteringStore store = MongoMeteringStore.of(client, TestMongo.newDatabase())) {
            commands.clear();
            store.append(SampleEntry.chain(ANNA, 1, 1_000));
            store.heads(List.of(ANNA));
            store.entries(new EntryQuery.Chain(ANNA, 1, 1_000));

            assertThat(commands).extracting(BsonDocument::getFirstKey).containsExactly("insert", "find", "find");
        }
    }

    /** Everything that a store can be asked. */
    private void run(Deployment deployment) {
        proxy.saying(deployment.hello);
        try (MongoClient client = TestMongo.client(
                        proxy.uri() + "&w=0&readConcernLevel=available&readPreference=secondaryPreferred", listener());
                MeteringStore store = MongoMeteringStore.of(client, TestMongo.newDatabase())) {
            Entry spend = SampleEntry.spend(ANNA, 2, SampleUsage.call().build()).build();
            store.append(List.of(SampleEntry.of(ANNA, 1).build(), spend));
            store.exclusively(List.of(ANNA), MeteringStore.Locked::heads);
            store.exclusively(List.of(ANNA), MeteringStore.Locked::heads);
            store.heads(List.of(ANNA, new AccountId("acme", "bob")));
            store.entries(EntryQuery.ByIds.of(ANNA, "posting-1"));
            store.entries(new EntryQuery.ByReference(ANNA, Set.of(1L)));
            store.entries(new EntryQuery.Chain(ANNA, 1, 10));
            EntryQuery.DuePosition due = new EntryQuery.DuePosition(Instant.EPOCH, ANNA, 1);
            store.entries(new EntryQuery.Due(null, Set.of(EntryKind.HOLD), Instant.EPOCH, Instant.now(), due, 10));
            store.entries(new EntryQuery.Due(ANNA, Set.of(EntryKind.HOLD), Instant.EPOCH, Instant.now(), null, 10));
            store.entries(new EntryQuery.Arrival(null, 10));
            UsageQuery query = UsageQuery.of(Scope.account(ANNA))
                    .between(Instant.EPOCH, Instant.now())
                    .asOf(Instant.now())
                    .search("gp")
                    .where(Dimension.MODEL, List.of("gpt-4o"))
                    .groupBy(Arrays.asList(Dimension.values()));
            store.aggregate(query.bucket(Duration.ofHours(1)));
            store.log(query.portion(LogPosition.of(spend), 0, 10));
            store.log(query.newestFirst(false).portion(LogPosition.of(spend), 1, 10));
        }
    }

    private CommandListener listener() {
        return new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                commands.add(event.getCommand().clone());
            }
        };
    }

    private static void operators(BsonValue value, Set<String> found) {
        if (value instanceof BsonDocument document) {
            document.forEach((key, inner) -> {
                if (key.startsWith("$")) {
                    found.add(key);
                }
                operators(inner, found);
            });
        } else if (value instanceof BsonArray array) {
            array.forEach(inner -> operators(inner, found));
        }
    }
}
