package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.StoreTraits;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps entries in MongoDB 4.4 and newer, or in a server that speaks its language. Thread-safe.
 *
 * <p>Beyond what {@link MeteringStore} asks for:
 *
 * <ul>
 *   <li>{@link #append} is one ordered insert, and one round trip. It commits a prefix of the batch. A missing predecessor
 *       is not seen.
 *   <li>Writes are acknowledged by a majority and its journals, on a standalone server by its journal; ledger and analytics
 *       read from the primary what a majority has. Every command says so, whatever the client has for default.
 *   <li>It works on threads of its own: it joins no session of the caller, and interrupts of callers break nothing.
 *   <li>Every command has a time limit in the server, and one in the driver for a server that does not answer.
 *   <li>{@link #exclusively} takes turns by a document for each account that expires; whoever has waited for a fifth of a
 *       second goes without.
 *   <li>The order of arrival lags behind by twice the time limit and the difference of clocks ({@link MongoOptions}).
 *   <li>When it is opened it tries both unique keys by writes that are taken away again.
 * </ul>
 */
public final class MongoMeteringStore implements MeteringStore {
    private static final Logger LOG = LoggerFactory.getLogger(MongoMeteringStore.class);
    private static final int MOST_ENTRIES = 1_000;

    private final Calls calls;
    private final Entries entries;
    private final Heads heads;
    private final Turns turns;
    private final StoreTraits traits;

    MongoMeteringStore(MongoClient client, String database, MongoOptions options, Duration arrivalLag) {
        this.calls = new Calls(options);
        try {
            Opened opened = calls.write(() -> open(client, database, options, arrivalLag));
            this.entries = opened.entries;
            this.heads = new Heads(entries::head);
            this.turns = opened.turns;
            this.traits = new StoreTraits(opened.description, true, options.lanes(), MOST_ENTRIES);
        } catch (RuntimeException e) {
            calls.close();
            throw e;
        }
        LOG.info(
                "metering entries are kept in collection {}entry of {}",
                options.collectionPrefix(),
                traits.description());
    }

    private record Opened(Entries entries, Turns turns, String description) {}

    private static Opened open(MongoClient client, String name, MongoOptions options, Duration arrivalLag) {
        MongoDatabase database = client.getDatabase(name)
                .withReadPreference(ReadPreference.primary())
                .withTimeout(options.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
        Document build = database.runCommand(new Document("buildInfo", 1));
        Topology topology = Topology.of(client.getClusterDescription().getType());
        MongoDatabase safe = database.withWriteConcern(topology.writeConcern()).withReadConcern(topology.readConcern());
        var collection = safe.getCollection(options.collectionPrefix() + "entry");
        Entries entries = new Entries(collection, options, new Arrivals(arrivalLag));
        new Schema(collection, safe.getCollection(options.collectionPrefix() + "schema")).open(options.schemaMode());
        new KeyProbe(entries).check();
        Turns turns = new Turns(safe.getCollection(options.collectionPrefix() + "turn"));
        return new Opened(entries, turns, "MongoDB " + build.get("version") + ", database " + name + ", " + topology);
    }

    /**
     * A store in a database, as {@link #of(MongoClient, String, MongoOptions)} with {@link MongoOptions#DEFAULT}.
     *
     * @param client the application's client
     * @param database the name of the database
     * @return the store
     */
    public static MongoMeteringStore of(MongoClient client, String database) {
        return of(client, database, MongoOptions.DEFAULT);
    }

    /**
     * A store in a database. Its indexes are made or checked first, and both unique keys are tried.
     *
     * @param client the application's client, which stays the caller's to close; its pool needs a connection for each lane,
     *     or calls wait for each other
     * @param database the name of the database
     * @param options how it is used
     * @return the store
     * @throws MeteringStoreException if the server cannot be asked, or the collections or their keys are not as they have to
     *     be
     */
    public static MongoMeteringStore of(MongoClient client, String database, MongoOptions options) {
        return new MongoMeteringStore(client, database, options, options.arrivalLag());
    }

    @Override
    public StoreTraits traits() {
        return traits;
    }

    @Override
    public Map<AccountId, Entry> heads(Collection<AccountId> accounts) {
        List<AccountId> asked = List.copyOf(accounts);
        return asked.isEmpty() ? Map.of() : calls.read("heads", () -> heads.of(asked));
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidInputException if the batch has more entries than {@link StoreTraits#mostEntries()}, is not sorted
     *     by account, or the numbers of an account are not consecutive; nothing was committed
     */
    @Override
    public AppendResult append(List<Entry> batch) {
        traits.checkBatch(batch);
        List<EntryRow> rows = batch.stream().map(EntryRow::of).toList();
        return rows.isEmpty() ? AppendResult.all(0) : calls.write(() -> entries.append(rows));
    }

    @Override
    public EntryPage entries(EntryQuery query) {
        return calls.read("entries", () -> entries.find(query));
    }

    @Override
    public List<UsageRow> aggregate(UsageQuery query) {
        return calls.query("sums", () -> entries.aggregate(query));
    }

    @Override
    public List<Entry> log(UsageQuery query) {
        return calls.query("log", () -> entries.log(query));
    }

    @Override
    public <T> T exclusively(Collection<AccountId> accounts, Function<Locked, T> work) {
        List<AccountId> asked = List.copyOf(accounts);
        List<Turns.Turn> taken = calls.write(() -> turns.take(asked));
        try {
            return MeteringStore.super.exclusively(asked, work);
        } finally {
            giveBack(taken);
        }
    }

    /** What the work returned or threw is not lost where a turn cannot be given back: it expires. */
    private void giveBack(List<Turns.Turn> taken) {
        try {
            calls.write(() -> {
                turns.giveBack(taken);
                return true;
            });
        } catch (MeteringStoreException e) {
            LOG.debug("a turn is left to expire", e);
        }
    }

    /** Ends the store: every later call but this one fails. The client stays open. */
    @Override
    public void close() {
        calls.close();
        heads.close();
    }

    @Override
    public String toString() {
        return "MongoMeteringStore[" + traits.description() + "]";
    }
}
