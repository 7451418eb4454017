package ai.aim2balance.metering.mongo.librechat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/** A LibreChat database in an in-process server, with documents as LibreChat's own driver writes them. */
final class TestLibreChat implements AutoCloseable {
    static final Instant DAY = Instant.parse("2026-03-02T10:00:00Z");

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final InetSocketAddress address = server.bind();
    private final MongoClient client = MongoClients.create(uri());
    private int counter;

    String uri() {
        return "mongodb://" + address.getHostString() + ":" + address.getPort();
    }

    MongoDatabase database() {
        return client.getDatabase("LibreChat");
    }

    MongoCollection<BsonDocument> transactions() {
        return database().getCollection("transactions", BsonDocument.class);
    }

    MongoCollection<BsonDocument> balances() {
        return database().getCollection("balances", BsonDocument.class);
    }

    void transactions(List<BsonDocument> rows) {
        transactions().insertMany(rows);
    }

    void transaction(BsonDocument row) {
        transactions().insertOne(row);
    }

    void balance(BsonDocument record) {
        balances().insertOne(record);
    }

    /** The next id of a process that writes at a time. */
    ObjectId id(Instant at) {
        return id(at, counter++);
    }

    static ObjectId id(Instant at, int counter) {
        return new ObjectId(String.format("%08x%010x%06x", at.getEpochSecond(), 0x1a2b3c4d5eL, counter));
    }

    static ObjectId user(int number) {
        return id(Instant.parse("2023-05-01T00:00:00Z"), number);
    }

    /** Whole numbers within 32 bits are integers, everything else is a double, as JavaScript's driver has it. */
    static BsonNumber number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE;
        boolean negativeZero = value == 0 && 1 / value < 0;
        return whole && !negativeZero ? new BsonInt32((int) value) : new BsonDouble(value);
    }

    /** One leg of a call, or credits: what is spent is negative. */
    BsonDocument row(Object user, String type, Instant at, double rawAmount, double rate) {
        return new BsonDocument("_id", new BsonObjectId(id(at)))
                .append("user", userOf(user))
                .append("tokenType", new BsonString(type))
                .append("context", new BsonString("message"))
                .append("conversationId", new BsonString("5f7a1c1e-0000-4000-8000-000000000001"))
                .append("model", new BsonString("gpt-4o"))
                .append("rate", number(rate))
                .append("rawAmount", number(rawAmount))
                .append("tokenValue", number(rawAmount * rate))
                .append("createdAt", new BsonDateTime(at.toEpochMilli()))
                .append("updatedAt", new BsonDateTime(at.toEpochMilli()))
                .append("__v", new BsonInt32(0));
    }

    BsonDocument credits(Object user, Instant at, double amount, String context) {
        BsonDocument row = row(user, "credits", at, amount, 1);
        row.remove("model");
        row.remove("conversationId");
        return row.append("context", new BsonString(context));
    }

    BsonDocument record(Object user, double credits) {
        return new BsonDocument("_id", new BsonObjectId(id(Instant.parse("2023-05-02T00:00:00Z"))))
                .append("user", userOf(user))
                .append("tokenCredits", number(credits));
    }

    private static BsonValue userOf(Object user) {
        return user instanceof ObjectId id ? new BsonObjectId(id) : new BsonString(user.toString());
    }

    @Override
    public void close() {
        client.close();
        server.shutdownNow();
    }
}
