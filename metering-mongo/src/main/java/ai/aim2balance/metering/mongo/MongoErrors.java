package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.store.AppendResult.Refusal;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a driver's error says about what was asked, by its codes and the index that it names, never by its class. What is not
 * known for certain is {@link Outcome#UNKNOWN}: a ledger then looks, and repeats with the same ids.
 */
final class MongoErrors {
    /** The key of numbers, as the file of indexes names it. */
    static final String SEQ_KEY = "account_seq";

    /** The key of posting ids, as the file of indexes names it. */
    static final String POSTING_KEY = "account_postingId";

    /** The two codes for a key that is there already that servers since 3.6 send. */
    private static final Set<Integer> DUPLICATE = Set.of(11_000, 11_001);

    /** The server did not let the user in, or does not let it do this. */
    private static final Set<Integer> NOT_ALLOWED = Set.of(13, 18, 8_000);

    /** Not allowed; another index of that name or on those fields; entries that break the key already. */
    private static final Set<Integer> INDEXES = Set.of(13, 18, 8_000, 67, 85, 86, 11_000);

    /** Too large a document or key, or one that a validator of the collection refuses. */
    private static final Set<Integer> NEVER = Set.of(121, 10_334, 17_280, 17_419, 17_420);

    /** The first name of an index; the values of the key come behind it and may have any text in them. */
    private static final Pattern INDEX = Pattern.compile("index: (?:\\S+\\.\\$)?(\\S+)");

    private MongoErrors() {}

    /** Whether indexes or the right to see to them are at fault: no server that is only slow or away for a moment. */
    static boolean isAboutIndexes(MongoException e) {
        return INDEXES.contains(e.getCode());
    }

    /** Whether a single document was there already. */
    static boolean isDuplicate(MongoException e) {
        return DUPLICATE.contains(e.getCode());
    }

    /**
     * How a batch stopped at a key.
     *
     * @param committed how many entries stand before
     * @param refusal which key, or null where the server does not say
     */
    record Stop(int committed, @Nullable Refusal refusal) {}

    /**
     * Reads where a batch stopped.
     *
     * @throws MeteringStoreException if it is not certain that it stopped at one of the two keys, with all before durable
     */
    static Stop stop(MongoException e) {
        if (!(e instanceof MongoBulkWriteException bulk)) {
            throw ofWrite(e);
        }
        List<BulkWriteError> errors = bulk.getWriteErrors();
        if (bulk.getWriteConcernError() != null || errors.size() != 1) {
            int code = bulk.getWriteConcernError() == null
                    ? e.getCode()
                    : bulk.getWriteConcernError().getCode();
            throw new MeteringStoreException(Outcome.UNKNOWN, "append: not as durable as asked for" + told(code), e);
        }
        BulkWriteError error = errors.get(0);
        // an ordered insert stops at its first error, so its place is the count; not every server counts the same
        int committed = error.getIndex();
        if (!DUPLICATE.contains(error.getCode()) || bulk.getWriteResult().getInsertedCount() < committed) {
            throw new MeteringStoreException(outcome(error.getCode(), committed), "append" + told(error.getCode()), e);
        }
        Matcher index = INDEX.matcher(error.getMessage());
        String name = index.find() ? index.group(1) : "";
        if (name.equals(Documents.ID + "_")) {
            throw new MeteringStoreException(Outcome.UNKNOWN, "append: two documents with one id", e);
        }
        return new Stop(committed, name.equals(SEQ_KEY) ? Refusal.SEQ : name.equals(POSTING_KEY) ? Refusal.ID : null);
    }

    /** An error of a command that writes. */
    static MeteringStoreException ofWrite(MongoException e) {
        return new MeteringStoreException(outcome(e.getCode(), 0), "append: " + told(e), e);
    }

    /** An error of a command that only reads. */
    static MeteringStoreException ofRead(String what, MongoException e) {
        return new MeteringStoreException(Outcome.NOT_APPLIED, what + ": " + told(e), e);
    }

    private static Outcome outcome(int code, int committed) {
        if (committed > 0) {
            return Outcome.UNKNOWN;
        }
        return NOT_ALLOWED.contains(code)
                ? Outcome.NOT_APPLIED
                : NEVER.contains(code) ? Outcome.REJECTED : Outcome.UNKNOWN;
    }

    private static String told(int code) {
        return " (code " + code + ")";
    }

    /** The first line: what follows may have values of entries. */
    private static String told(MongoException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("") + told(e.getCode());
    }
}
