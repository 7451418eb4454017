package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A hold. Immutable and thread-safe; it can be kept and used by another node.
 *
 * @param account whose
 * @param holdId its posting id
 * @param credits what it sets aside, 6 decimals
 * @param expiresAt when it ends by itself
 * @param status what has become of it
 */
public record Reservation(AccountId account, String holdId, BigDecimal credits, Instant expiresAt, Status status) {
    /** What has become of a hold. */
    public enum Status {
        /** It sets credits aside. */
        OPEN,
        /** It ended with the call it was for. */
        SETTLED,
        /** It ended without a call. */
        RELEASED,
        /** It ran out. */
        EXPIRED,
        /** It was never booked: there is no such hold, or the store was down and calls are admitted nonetheless. */
        NOT_BOOKED
    }

    /**
     * The posting id under which its call is billed, for {@link Refund} and look-ups.
     *
     * @return the id where the hold was open when it was settled; the entry itself says it where it was not: the hold's own
     *     id where it was never booked
     */
    public String billedAs() {
        return PostingIds.closing(holdId);
    }
}
