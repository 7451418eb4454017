package ai.aim2balance.metering.benchmarks.mongo;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/**
 * The pattern of LibreChat: for the prompt and again for the completion, insert a row, read the balance, set it where it is
 * still what was read; ten attempts with growing delays, as in its {@code updateBalance}, then the charge is given up.
 */
final class CompareAndSet {
    private static final int ATTEMPTS = 10;
    private static final long FIRST_DELAY = 50;
    private static final long LONGEST_DELAY = 2_000;
    private static final long LEG = 3_000;

    private final MongoCollection<Document> transactions;
    private final MongoCollection<Document> balances;
    private final AtomicLong retries = new AtomicLong();

    CompareAndSet(MongoDatabase database, WriteConcern concern) {
        MongoDatabase safe = database.withWriteConcern(concern);
        this.transactions = safe.getCollection("transactions");
        this.balances = safe.getCollection("balances");
    }

    void open(int accounts) {
        balances.createIndex(new Document("user", 1));
        for (int i = 0; i < accounts; i++) {
            balances.insertOne(new Document("user", "u" + i).append("tokenCredits", 1_000_000_000_000L));
        }
    }

    /** Whether both charges were made. */
    boolean spend(int account) {
        boolean prompt = leg(account, "prompt");
        boolean completion = leg(account, "completion");
        return prompt && completion;
    }

    private boolean leg(int account, String type) {
        String user = "u" + account;
        transactions.insertOne(new Document("user", user)
                .append("tokenType", type)
                .append("rawAmount", -1_200L)
                .append("rate", 2.5)
                .append("tokenValue", -LEG)
                .append("model", "gpt-4o")
                .append("context", "message"));
        long delay = FIRST_DELAY;
        for (int i = 0; i < ATTEMPTS; i++) {
            Document balance = balances.find(Filters.eq("user", user)).first();
            if (balance == null) {
                throw new IllegalStateException("no balance of " + user);
            }
            long credits = balance.getLong("tokenCredits");
            long matched = balances.updateOne(
                            Filters.and(Filters.eq("user", user), Filters.eq("tokenCredits", credits)),
                            Updates.set("tokenCredits", credits - LEG))
                    .getModifiedCount();
            if (matched == 1) {
                return true;
            }
            retries.incrementAndGet();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                    delay + ThreadLocalRandom.current().nextLong(delay / 2 + 1)));
            delay = Math.min(delay * 2, LONGEST_DELAY);
        }
        return false;
    }

    long retries() {
        return retries.get();
    }
}
