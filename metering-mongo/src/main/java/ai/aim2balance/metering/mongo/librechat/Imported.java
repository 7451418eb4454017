package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.ledger.Metering;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger has of an account's history in LibreChat, read from the chain itself: whatever was imported by whatever
 * run, also from documents that LibreChat has lost since, and nothing that was used after the move.
 *
 * @param micro opening and imported postings, in millionths of a credit
 * @param corrections how many times the balance was made equal
 * @param lastId the newest imported posting, else the opening; null where the account has no entry yet
 */
record Imported(
        BigInteger micro, long corrections, @Nullable String lastId) {
    private static final int PORTION = 1_000;

    static Imported read(Metering metering, AccountId account) {
        BigInteger micro = BigInteger.ZERO;
        long corrections = 0;
        String lastId = null;
        long next = 1;
        List<Entry> entries;
        do {
            entries = metering.operator().entries(account, next, PORTION);
            for (Entry entry : entries) {
                boolean ours = entry.postingId().startsWith(PostingNames.PREFIX);
                if (ours || entry.kind() == EntryKind.OPENING) {
                    micro = micro.add(BigInteger.valueOf(entry.creditsDelta()));
                }
                if (ours && PostingNames.isBalance(entry.postingId())) {
                    corrections++;
                } else if (ours || lastId == null) {
                    lastId = entry.postingId();
                }
                next = entry.seq() + 1;
            }
        } while (entries.size() == PORTION);
        return new Imported(micro, corrections, lastId);
    }

    Imported plus(BigInteger more) {
        return new Imported(micro.add(more), corrections, lastId);
    }
}
