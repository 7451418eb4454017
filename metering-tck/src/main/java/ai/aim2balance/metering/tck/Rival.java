package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import java.util.Map;

/** Entries of another writer that a ledger must cope with. */
final class Rival {
    private Rival() {}

    /** An adjustment by nothing, with an id of its own: the account is as it was, and its next number is taken. */
    static Entry changingNothing(Entry head, Entry next) {
        long seq = head.seq() + 1;
        return new Entry(
                head.account(),
                seq,
                "rival-" + seq + "-before-"
                        + Integer.toHexString(next.postingId().hashCode()),
                EntryKind.ADJUSTMENT,
                null,
                head.recordedAt(),
                head.recordedAt(),
                0,
                0,
                head.stateAfter(),
                null,
                "rival",
                null,
                null,
                Map.of("reason", "another writer"),
                head.formatVersion(),
                null);
    }
}
