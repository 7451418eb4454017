package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Given;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One posting as it was booked: immutable, numbered, with the account's state after it. Inserting it is the whole commit.
 * Two keys are unique: account and number, account and posting id. Thread-safe.
 *
 * <p>Times are kept to the microsecond, which every store can hold.
 *
 * @param account who pays
 * @param seq the entry's number in its account: 1, 2, 3 … without a gap; 1 is always the opening
 * @param postingId the idempotency key, unique in its account
 * @param kind what is booked
 * @param refersTo the number of the entry that this one closes, refunds or corrects, or null
 * @param occurredAt when it happened, by the caller's word
 * @param recordedAt when it was booked, by the clock of the node that booked it; never before the entry before
 * @param creditsDelta by how much the credits change, in millionths of a credit
 * @param reservedDelta by how much the reserved credits change, in millionths: a hold's amount, or its negative where the
 *     hold is closed
 * @param stateAfter the account after it
 * @param dueAt when this entry makes something due: the end of a hold, the next refill; null where nothing is
 * @param fingerprint of the caller's billing facts, by which a repeat with other content is told from a repeat
 * @param usage the call that was booked, or null where it is none
 * @param payment the money behind a top-up, or null
 * @param details further facts by name, such as {@code reason}; in order
 * @param formatVersion of the entry
 * @param chainHash kept free for tamper evidence, or null
 */
public record Entry(
        AccountId account,
        long seq,
        String postingId,
        EntryKind kind,
        @Nullable Long refersTo,
        Instant occurredAt,
        Instant recordedAt,
        long creditsDelta,
        long reservedDelta,
        AccountState stateAfter,
        @Nullable Instant dueAt,
        String fingerprint,
        @Nullable UsageRecord usage,
        @Nullable Payment payment,
        Map<String, String> details,
        int formatVersion,
        @Nullable String chainHash) {
    /** The format that this version of the library writes. */
    public static final int FORMAT = 1;

    /**
     * Checks the number and copies the map.
     *
     * @throws InvalidInputException if the number is below 1
     */
    public Entry {
        Given.notNull(account, "account", "tenant and user");
        Given.notNull(postingId, "posting id", "an id that is unique in its account");
        Given.notNull(kind, "kind", "what is booked");
        Given.notNull(occurredAt, "occurredAt", "an instant");
        Given.notNull(recordedAt, "recordedAt", "an instant");
        Given.notNull(stateAfter, "stateAfter", "the account after the entry");
        Given.notNull(fingerprint, "fingerprint", "a text");
        if (seq < 1) {
            throw new InvalidInputException("seq", Long.toString(seq), "1 or more");
        }
        details = details.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(details));
    }

    /**
     * Whether this version of the library knows everything that the entry says. Behind an entry that it does not fully
     * understand it appends nothing: a newer node knows a rule that this one would break.
     *
     * @return false for a newer format, an unknown kind or an unknown field of the state
     */
    public boolean understood() {
        return formatVersion <= FORMAT
                && kind != EntryKind.UNKNOWN
                && stateAfter.unknown().isEmpty();
    }
}
