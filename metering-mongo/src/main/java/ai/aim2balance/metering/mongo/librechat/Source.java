package ai.aim2balance.metering.mongo.librechat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** LibreChat's database: read, never written. */
final class Source {
    private static final int PORTION = 1_000;

    private final MongoCollection<BsonDocument> transactions;
    private final MongoCollection<BsonDocument> balances;
    private final Bson filter;

    Source(MongoDatabase database, String transactions, String balances, @Nullable String tenantId) {
        this.transactions = database.getCollection(transactions, BsonDocument.class);
        this.balances = database.getCollection(balances, BsonDocument.class);
        this.filter = tenantId == null ? Filters.empty() : Filters.eq("tenantId", tenantId);
    }

    /** In the order of their ids, which is the order in which they were written; a portion at a time is in memory. */
    MongoCursor<BsonDocument> transactions() {
        return ordered(transactions);
    }

    /** In the order of their ids: the first of a user is the one that counts. */
    MongoCursor<BsonDocument> balances() {
        return ordered(balances);
    }

    boolean hasTransaction(BsonValue id) {
        return transactions
                        .find(Filters.eq("_id", id))
                        .projection(Projections.include("_id"))
                        .first()
                != null;
    }

    private MongoCursor<BsonDocument> ordered(MongoCollection<BsonDocument> collection) {
        return collection
                .find(filter)
                .sort(Sorts.ascending("_id"))
                .batchSize(PORTION)
                .iterator();
    }
}
