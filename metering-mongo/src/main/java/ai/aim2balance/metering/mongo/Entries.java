package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.AppendResult.Refusal;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import com.mongodb.MongoException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** The collection of entries. Every command has the collection's concerns and a time limit. Thread-safe. */
final class Entries {
    private static final InsertManyOptions ORDERED = new InsertManyOptions().ordered(true);

    /** One more than fits into the first answer would cost another round trip. */
    private static final int BATCH = 10_001;

    private final MongoCollection<Document> ledger;
    private final MongoCollection<Document> analytics;
    private final Arrivals arrivals;

    Entries(MongoCollection<Document> collection, MongoOptions options, Arrivals arrivals) {
        this.ledger = limited(collection, options.timeLimit());
        this.analytics = limited(collection, options.queryTimeLimit());
        this.arrivals = arrivals;
    }

    static MongoCollection<Document> limited(MongoCollection<Document> collection, Duration limit) {
        return collection.withTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    AppendResult append(List<EntryRow> rows) {
        List<Document> documents = new ArrayList<>(rows.size());
        rows.forEach(row -> documents.add(Documents.of(row, arrivals.next())));
        try {
            ledger.insertMany(documents, ORDERED);
            return AppendResult.all(rows.size());
        } catch (MongoException e) {
            MongoErrors.Stop stop = MongoErrors.stop(e);
            EntryRow refused = rows.get(stop.committed());
            Refusal refusal = stop.refusal() == null ? lookUp(refused, e) : stop.refusal();
            return AppendResult.refused(stop.committed(), refusal, refused.account());
        }
    }

    /** For servers that say that a key is taken and not which. */
    private Refusal lookUp(EntryRow row, MongoException e) {
        Filter id = EntryFinds.account(row.account()).is(EntryColumn.POSTING_ID.key(), row.postingId());
        Filter seq = EntryFinds.account(row.account()).is(Documents.SEQ, row.seq());
        if (any(id)) {
            return Refusal.ID;
        }
        if (any(seq)) {
            return Refusal.SEQ;
        }
        throw new MeteringStoreException(Outcome.UNKNOWN, "append: a key is taken that is none of the two", e);
    }

    private boolean any(Filter filter) {
        return ledger.find(filter.document()).limit(1).first() != null;
    }

    @Nullable
    Entry head(AccountId account) {
        List<Document> found = found(ledger, EntryFinds.head(account));
        return found.isEmpty() ? null : entries(found).get(0);
    }

    EntryPage find(EntryQuery query) {
        if (query instanceof EntryQuery.Arrival arrival) {
            List<Document> found = found(ledger, EntryFinds.arrival(arrival, arrivals));
            ObjectId place = found.isEmpty()
                    ? Arrivals.place(arrival.cursor())
                    : found.get(found.size() - 1).getObjectId(Documents.ID);
            return new EntryPage(entries(found), place.toHexString());
        }
        List<Entry> entries = entries(found(ledger, EntryFinds.of(query)));
        if (query instanceof EntryQuery.ByReference || query instanceof EntryQuery.ByIds) {
            entries.sort(Comparator.comparingLong(Entry::seq));
        }
        return new EntryPage(entries, null);
    }

    List<Entry> log(UsageQuery query) {
        return entries(found(analytics, UsageFinds.log(query)));
    }

    List<UsageRow> aggregate(UsageQuery query) {
        UsageSum sum = new UsageSum(query);
        List<UsageRow> rows = new ArrayList<>();
        analytics
                .aggregate(sum.pipeline())
                .allowDiskUse(true)
                .batchSize(BATCH)
                .forEach(document -> rows.add(sum.row(document)));
        return rows;
    }

    private static List<Document> found(MongoCollection<Document> collection, Find find) {
        FindIterable<Document> documents = collection
                .find(find.filter().document())
                .sort(find.order().isEmpty() ? null : find.order())
                .skip(find.skip())
                .limit(find.limit())
                .batchSize(BATCH);
        return documents.into(new ArrayList<>());
    }

    private List<Entry> entries(List<Document> documents) {
        List<Entry> entries = new ArrayList<>(documents.size());
        for (Document document : documents) {
            arrivals.seen(document.getObjectId(Documents.ID));
            entries.add(Documents.entry(document));
        }
        return entries;
    }

    /** For the probe: takes away what was only tried. */
    void remove(Filter filter) {
        ledger.deleteMany(filter.document());
    }
}
