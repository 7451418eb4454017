package ai.aim2balance.metering.mongo.librechat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/**
 * A LibreChat that is used by some users, in double arithmetic as its own, with its faults: a start balance without a
 * transaction, balances that are clamped at 0, charges that get lost, a second balance record, refills. From a seed.
 */
final class History {
    /** How LibreChat wrote its documents. */
    enum Form {
        /** 2023 to early 2026: rows one by one, few fields, no last refill. */
        CLASSIC,
        /** First half of 2026: rows of a turn at once, prompt caches. */
        BULK,
        /** From September 2026: reservations, pending refills, tenants. */
        RESERVING,
        /** Any of them, after a tool wrote numbers as int64 and Decimal128 and users as texts. */
        MIGRATED
    }

    private static final String[] MODELS = {"gpt-4o", "claude-sonnet-4-5", "gemini-2.5-pro", "o1", "my-own-model"};
    private static final double[] PROMPT_RATES = {2.5, 3, 1.25, 15, 6};
    private static final double[] COMPLETION_RATES = {10, 15, 10, 60, 6};

    private final TestLibreChat source;
    private final Form form;
    private final Random random;
    private final List<BsonDocument> rows = new ArrayList<>();
    private final double[] balances;
    private Instant now = TestLibreChat.DAY;

    History(TestLibreChat source, Form form, int users, long seed) {
        this.source = source;
        this.form = form;
        this.random = new Random(seed);
        this.balances = new double[users];
        java.util.Arrays.fill(balances, 20_000);
    }

    /** Writes so many transactions, at least, and then the balances. */
    void write(int transactions) {
        int written = 0;
        while (written < transactions) {
            turn();
            if (rows.size() >= 1_000 || written + rows.size() >= transactions) {
                written += rows.size();
                source.transactions(rows);
                rows.clear();
            }
        }
        for (int user = 0; user < balances.length; user++) {
            source.balance(record(user));
            if (user % 10 == 3) {
                source.balance(source.record(TestLibreChat.user(user), 777)); // the younger one does not count
            }
        }
    }

    private void turn() {
        now = now.plusMillis(random.nextInt(2_000));
        int user = random.nextInt(balances.length);
        int model = random.nextInt(MODELS.length);
        boolean cached = form != Form.CLASSIC && random.nextInt(3) == 0;
        BsonDocument prompt = leg(user, "prompt", model, 1 + random.nextInt(9_000), PROMPT_RATES[model]);
        if (cached) {
            cache(prompt, model);
        }
        charge(user, prompt);
        if (random.nextInt(50) != 0) { // a failed prompt costs the completion its row
            BsonDocument completion = leg(user, "completion", model, random.nextInt(1_500), COMPLETION_RATES[model]);
            if (random.nextInt(30) == 0) {
                incomplete(completion);
                prompt.append("context", new BsonString("incomplete"));
            }
            charge(user, completion);
        }
        if (balances[user] <= 0) {
            rows.add(source.credits(TestLibreChat.user(user), now, 1_000_000.25, "autoRefill"));
            balances[user] += 1_000_000.25;
        }
    }

    private BsonDocument leg(int user, String type, int model, int tokens, double rate) {
        BsonDocument row = source.row(TestLibreChat.user(user), type, now, -tokens, rate);
        row.append("model", new BsonString(MODELS[model]));
        row.append("conversationId", new BsonString("conversation-" + user + "-" + random.nextInt(3)));
        if (type.equals("completion")) {
            row.append("conversationId", rows.get(rows.size() - 1).get("conversationId"));
        }
        if (form == Form.RESERVING) {
            row.append("tenantId", new BsonString("campus"));
        }
        return row;
    }

    /** Three parts, a weighted rate: a value that is no whole number any more. */
    private void cache(BsonDocument prompt, int model) {
        double tokens = -prompt.get("rawAmount").asNumber().doubleValue();
        double read = Math.floor(tokens / 2);
        double write = Math.floor(tokens / 3);
        double input = tokens - read - write;
        double rate = PROMPT_RATES[model];
        double value = input * rate + write * rate * 1.25 + read * rate * 0.1;
        prompt.append("inputTokens", TestLibreChat.number(-input))
                .append("writeTokens", TestLibreChat.number(-write))
                .append("readTokens", TestLibreChat.number(-read))
                .append("rate", TestLibreChat.number(value / tokens))
                .append("tokenValue", TestLibreChat.number(-value));
    }

    private static void incomplete(BsonDocument completion) {
        double value = Math.ceil(completion.get("tokenValue").asNumber().doubleValue() * 1.15);
        completion
                .append("context", new BsonString("incomplete"))
                .append(
                        "rate",
                        TestLibreChat.number(completion.get("rate").asNumber().doubleValue() * 1.15))
                .append("tokenValue", TestLibreChat.number(value));
    }

    private void charge(int user, BsonDocument row) {
        double value = row.get("tokenValue").asNumber().doubleValue();
        if (random.nextInt(200) != 0) { // after ten attempts it is forgotten
            balances[user] = Math.max(0, balances[user] + value);
        }
        rows.add(form == Form.MIGRATED ? migrated(row) : row);
    }

    private BsonDocument migrated(BsonDocument row) {
        ObjectId user = row.getObjectId("user").getValue();
        return row.append("user", new BsonString(user.toHexString()))
                .append(
                        "rawAmount",
                        new BsonInt64(row.get("rawAmount").asNumber().longValue()))
                .append("tokenValue", decimal(row.get("tokenValue").asNumber().doubleValue()));
    }

    private static BsonDecimal128 decimal(double value) {
        return new BsonDecimal128(Decimal128.parse(Double.toString(value)));
    }

    private BsonDocument record(int user) {
        ObjectId id = TestLibreChat.user(user);
        BsonDocument record = source.record(id, balances[user]);
        if (form == Form.CLASSIC) {
            return record;
        }
        record.append("autoRefillEnabled", BsonBoolean.TRUE)
                .append("refillIntervalValue", new BsonInt32(30))
                .append("refillIntervalUnit", new BsonString("days"))
                .append("lastRefill", new BsonDateTime(now.toEpochMilli()))
                .append("refillAmount", TestLibreChat.number(1_000_000.25));
        if (form == Form.RESERVING) {
            record.put("_id", new BsonObjectId(id));
            record.append("tenantId", new BsonString("campus"));
            reserving(user, record);
        }
        if (form == Form.MIGRATED) {
            record.append("user", new BsonString(id.toHexString())).append("tokenCredits", decimal(balances[user]));
        }
        return record;
    }

    private void reserving(int user, BsonDocument record) {
        if (user % 7 == 0) {
            record.append("reservedCredits", new BsonInt32(120))
                    .append(
                            "reservations",
                            new BsonArray(List.of(new BsonDocument("id", new BsonString("r"))
                                    .append("amount", new BsonInt32(120))
                                    .append("expiresAt", new BsonDateTime(now.toEpochMilli())))));
        }
        if (user % 5 == 0) {
            balances[user] += 1_000;
            record.append("tokenCredits", TestLibreChat.number(balances[user]));
            record.append(
                    "pendingRefill",
                    new BsonDocument("transactionId", new BsonObjectId(source.id(now)))
                            .append("rawAmount", new BsonInt32(1_000)));
        }
    }

    /** The balance of a user, as LibreChat shows it. */
    String balance(int user) {
        return Double.toString(balances[user]);
    }
}
