package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.entry.EntryColumn;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.AppendResult.Refusal;
import ai.aim2balance.metering.store.KeyTrial;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries both unique keys by writes, which are taken away again. A collection whose keys are missing (a copy of the data, a
 * dropped index) would book calls twice, and one that takes "a" for "A" would lose them; nothing else would show it.
 */
final class KeyProbe {
    /** What another probe left behind is taken away after this time: by then it has ended. */
    private static final Duration STALE = Duration.ofHours(1);

    private final Entries entries;
    private final KeyTrial trial = new KeyTrial();

    KeyProbe(Entries entries) {
        this.entries = entries;
    }

    void check() {
        try {
            expect(row(1, "first"), null, "does not take an entry");
            expect(row(1, "second"), Refusal.SEQ, "has no unique key " + MongoErrors.SEQ_KEY);
            expect(row(2, "first"), Refusal.ID, "has no unique key " + MongoErrors.POSTING_KEY);
            expect(row(2, "FIRST"), null, "takes texts for equal that are not");
        } finally {
            entries.remove(EntryFinds.account(trial.account()));
        }
        entries.remove(new Filter()
                .is(Documents.TENANT, KeyTrial.TENANT)
                .is(EntryColumn.FINGERPRINT.key(), KeyTrial.FINGERPRINT)
                .below(Documents.ID, Arrivals.before(STALE)));
    }

    private void expect(EntryRow row, @Nullable Refusal expected, String otherwise) {
        AppendResult result = entries.append(List.of(row));
        if (result.refusal() != expected || result.committed() != (expected == null ? 1 : 0)) {
            throw new MeteringStoreException(
                    Outcome.REJECTED, "the collection of entries " + otherwise + ": a trial gave " + result, null);
        }
    }

    private EntryRow row(long seq, String id) {
        return EntryRow.of(trial.entry(seq, id));
    }
}
