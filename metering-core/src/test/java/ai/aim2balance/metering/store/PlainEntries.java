package ai.aim2balance.metering.store;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries with nothing but their keys. */
final class PlainEntries {
    static final AccountId ALICE = new AccountId("acme", "alice");
    static final AccountId BOB = new AccountId("acme", "bob");
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private PlainEntries() {}

    static Entry entry(AccountId account, long seq) {
        return entry(account, seq, "p" + seq);
    }

    static Entry entry(AccountId account, long seq, String postingId) {
        return entry(account, seq, postingId, null);
    }

    static Entry entry(AccountId account, long seq, String postingId, @Nullable Instant dueAt) {
        AccountState state = new AccountState(seq, 0, 0, null, 0, BalanceMode.ENFORCED, false, null, Map.of());
        return new Entry(
                account,
                seq,
                postingId,
                seq == 1 ? EntryKind.OPENING : EntryKind.ADJUSTMENT,
                seq == 1 ? null : 1L,
                NOON,
                NOON,
                1,
                0,
                state,
                dueAt,
                "f",
                null,
                null,
                Map.of(),
                Entry.FORMAT,
                null);
    }
}
