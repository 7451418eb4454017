package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.EntryRow;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.AppendResult.Refusal;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tries both unique keys by writes, which are taken away again. A collection whose keys are missing (a copy of the data, a
 * dropped index) would book calls twice, and one that takes "a" for "A" would lose them; nothing else would show it.
 */
final class KeyProbe {
    /** What another probe left behind is taken away after this time: by then it has ended. */
    private static final Duration STALE = Duration.ofHours(1);

    private final Entries entries;
    private final AccountId account =
            new AccountId(EntryFinds.PROBE, UUID.randomUUID().toString());

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
            entries.remove(EntryFinds.account(account));
        }
        entries.remove(new Filter().is(Documents.TENANT, EntryFinds.PROBE).below(Documents.ID, Arrivals.before(STALE)));
    }

    private void expect(EntryRow row, @Nullable Refusal expected, String otherwise) {
        AppendResult result = entries.append(List.of(row));
        if (result.refusal() != expected) {
            throw new MeteringStoreException(
                    Outcome.REJECTED, "the collection of entries " + otherwise + ": a trial gave " + result, null);
        }
    }

    private EntryRow row(long seq, String id) {
        AccountState state = new AccountState(0, 0, 0, null, 0, BalanceMode.OFF, false, null, Map.of());
        return EntryRow.of(new Entry(
                account,
                seq,
                id,
                EntryKind.OPENING,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                0,
                state,
                null,
                "probe",
                null,
                null,
                Map.of(),
                Entry.FORMAT,
                null));
    }
}
