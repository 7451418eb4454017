package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.entry.Entry;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** What an import remembers of one user: a few numbers, however many transactions there are. For one thread. */
final class UserSum {
    /** What LibreChat's transactions of the user add up to, in millionths of a credit. */
    BigInteger source = BigInteger.ZERO;

    /** What a dry run would have booked, in millionths. */
    BigInteger planned = BigInteger.ZERO;

    /** Whether a balance record of the user was met. */
    boolean hasBalance;

    /** How the account stood before this run; null until that was asked. */
    Known.@Nullable Before before;

    private long applied;
    private long lastSeq;
    private long lastCredits;
    private String lastId = "";

    /** Adds an entry that this run booked. */
    void applied(Entry entry) {
        applied++;
        if (entry.seq() > lastSeq) {
            lastSeq = entry.seq();
            lastCredits = entry.stateAfter().credits();
            lastId = entry.postingId();
        }
    }

    /**
     * What was imported, where the account has nothing but its opening and what this run booked: then that is the balance,
     * and the chain need not be read again. Null elsewhere.
     */
    @Nullable
    Imported ofFreshAccount() {
        return applied > 0 && lastSeq == applied + 1 ? new Imported(BigInteger.valueOf(lastCredits), 0, lastId) : null;
    }
}
