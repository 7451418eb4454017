package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.Entry;
import java.time.Instant;

/**
 * What a rule must know of an account's newest entry.
 *
 * @param seq its number
 * @param state the account after it
 * @param recordedAt when it was booked
 * @param understood whether this version of the library may append behind it
 */
public record Head(long seq, AccountState state, Instant recordedAt, boolean understood) {
    /** The head that an entry is. */
    public static Head of(Entry entry) {
        return new Head(entry.seq(), entry.stateAfter(), entry.recordedAt(), entry.understood());
    }
}
