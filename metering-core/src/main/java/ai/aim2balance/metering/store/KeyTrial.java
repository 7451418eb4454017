package ai.aim2balance.metering.store;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Entries with which an adapter tries whether its database keeps both keys unique, and which it takes away again. Without
 * those keys calls would be booked twice, and nothing else would show it. Immutable and thread-safe.
 */
public final class KeyTrial {
    /** The tenant of all trials, on any node. A caller's tenant may have the same name. */
    public static final String TENANT = "~probe";

    /** What tells entries of trials from all others: no posting has such a fingerprint. */
    public static final String FINGERPRINT = "probe";

    private final AccountId account = new AccountId(TENANT, UUID.randomUUID().toString());

    /** A trial in an account of its own, so that nodes may try at the same time. */
    public KeyTrial() {}

    /**
     * Whose the entries are.
     *
     * @return an account that no other trial has
     */
    public AccountId account() {
        return account;
    }

    /**
     * An entry that moves nothing.
     *
     * @param seq its number
     * @param postingId its posting id
     * @return the entry
     */
    public Entry entry(long seq, String postingId) {
        AccountState state = new AccountState(0, 0, 0, null, 0, BalanceMode.OFF, false, null, Map.of());
        return new Entry(
                account,
                seq,
                postingId,
                EntryKind.OPENING,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                0,
                state,
                null,
                FINGERPRINT,
                null,
                null,
                Map.of(),
                Entry.FORMAT,
                null);
    }
}
