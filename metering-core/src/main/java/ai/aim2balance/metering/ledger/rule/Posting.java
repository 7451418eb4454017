package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to be booked, and the rule of its kind. Immutable. A rule reads nothing but the posting and the situation.
 *
 * <p>The writer may ask {@link #decide} on remembered heads and entries; what does not append is asked again on a head and
 * entries that were read after the posting arrived.
 */
public sealed interface Posting
        permits SpendPosting,
                TopUpPosting,
                RefillPosting,
                RefundPosting,
                UpdatePosting,
                HoldPosting,
                SettlePosting,
                ClosePosting {
    /** What every posting has. */
    Facts facts();

    /** What becomes of it in a situation. */
    Decision decide(Situation situation);

    /** Whose. */
    default AccountId account() {
        return facts().account();
    }

    /** The id by which a repeat is known. */
    default String id() {
        return facts().id();
    }

    /** All ids under which it may have been booked. */
    default List<String> ids() {
        return List.of(facts().id());
    }

    /** The id of the posting that it refers to, or null. */
    default @Nullable String reference() {
        return null;
    }

    /** Whether what refers to its reference decides too: then memory is not enough. */
    default boolean needsAllReferences() {
        return false;
    }

    /** A repeat of this posting or something else under its id. */
    static Decision compared(Entry existing, Facts facts) {
        return existing.fingerprint().equals(facts.fingerprint())
                ? new Decision.Repeat(existing)
                : new Decision.Conflict(existing);
    }
}
