package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns of nodes at contended accounts: a document for each account names who has the turn, and until when. Whoever had the
 * last turn asks again later than the others. A courtesy: whoever has waited for a fifth of a second goes without, whoever dies
 * with a turn loses it soon, and an error here is nobody's. Clocks that differ cost fairness alone. Thread-safe.
 */
final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    /** Longer than a head and an append take, shorter than anybody's patience twice. */
    private static final long EXPIRY_MILLIS = 300;

    private static final String OWNER = "owner";
    private static final String LAST = "last";
    private static final String UNTIL = "until";
    private static final String NOBODY = "";

    private final MongoCollection<Document> turns;
    private final String node = UUID.randomUUID().toString();

    Turns(MongoCollection<Document> turns) {
        this.turns = turns;
    }

    /**
     * A turn that was taken.
     *
     * @param id of its document
     * @param owner who has it, a word of this call alone
     */
    record Turn(Document id, String owner) {}

    /** Takes turns in order, as many as come in time. */
    List<Turn> take(Collection<AccountId> accounts) {
        long end = System.nanoTime() + MeteringStore.COURTESY.toNanos();
        List<Turn> taken = new ArrayList<>();
        try {
            for (AccountId account : EntryQuery.inOrder(accounts)) {
                Document id = new Document(Documents.TENANT, account.tenant()).append(Documents.USER, account.user());
                Turn turn = new Turn(id, UUID.randomUUID().toString());
                if (take(turn, end)) {
                    taken.add(turn);
                }
            }
        } catch (MongoException e) {
            LOG.debug("a turn cannot be taken", e);
        }
        return taken;
    }

    private boolean take(Turn turn, long end) {
        boolean isNew = true;
        boolean polite = true;
        do {
            if (update(turn, polite)) {
                return true;
            }
            if (isNew && insert(turn)) {
                return true;
            }
            isNew = false;
            polite = false;
            LockSupport.parkNanos(PAUSE);
        } while (System.nanoTime() < end);
        return false;
    }

    private boolean update(Turn turn, boolean polite) {
        Filter free = new Filter()
                .is(Documents.ID, turn.id)
                .any(List.of(new Filter().is(OWNER, NOBODY), new Filter().below(UNTIL, System.currentTimeMillis())));
        if (polite) {
            free.isNot(LAST, node);
        }
        return turns.updateOne(free.document(), new Document("$set", held(turn)))
                        .getMatchedCount()
                == 1;
    }

    private boolean insert(Turn turn) {
        try {
            Document document = new Document(Documents.ID, turn.id);
            document.putAll(held(turn));
            turns.insertOne(document);
            return true;
        } catch (MongoException e) {
            if (MongoErrors.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    private Document held(Turn turn) {
        return new Document(OWNER, turn.owner)
                .append(LAST, node)
                .append(UNTIL, System.currentTimeMillis() + EXPIRY_MILLIS);
    }

    void giveBack(List<Turn> taken) {
        try {
            for (Turn turn : taken) {
                turns.updateOne(
                        new Filter()
                                .is(Documents.ID, turn.id)
                                .is(OWNER, turn.owner)
                                .document(),
                        new Document("$set", new Document(OWNER, NOBODY)));
            }
        } catch (MongoException e) {
            LOG.debug("a turn is left to expire", e);
        }
    }
}
