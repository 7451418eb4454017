package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Texts;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A call or top-up that is taken back, in whole or in part: credits, money, tokens and impact alike, so that totals agree
 * again. For goodwill that leaves the usage as it was, use {@link BalanceUpdate#increment}. Immutable and thread-safe.
 *
 * @param account whose
 * @param originalId the posting id of what is taken back: a spend, a top-up, or {@link Reservation#billedAs} of a settled
 *     hold
 * @param credits how much of its price in credits, above 0; null for all that is left
 * @param id the idempotency key; null only for a full refund, which can only be booked once anyway
 * @param reason for people, or null
 */
public record Refund(
        AccountId account,
        String originalId,
        @Nullable BigDecimal credits,
        @Nullable String id,
        @Nullable String reason) {
    /**
     * Checks the values.
     *
     * @throws InvalidInputException if the credits are not above 0, or a part has no id
     */
    public Refund {
        Given.notNull(account, "account", "tenant and user");
        Texts.name(originalId, "refunded posting id");
        Texts.optional(reason, "reason", Spend.LONGEST_NAME);
        if (credits != null && Credits.toMicro(credits, "refunded credits") <= 0) {
            throw new InvalidInputException("refunded credits", credits.toPlainString(), "above 0");
        }
        if (id != null) {
            PostingIds.ofCaller(account, id);
        } else if (credits != null) {
            throw new InvalidInputException(
                    "posting id", "null", "an id, by which a repeat of a partial refund is known");
        }
    }

    /**
     * All that is left of a call or top-up.
     *
     * @param account whose
     * @param originalId what is taken back
     * @return the refund
     */
    public static Refund full(AccountId account, String originalId) {
        return new Refund(account, originalId, null, null, null);
    }

    /**
     * A part.
     *
     * @param account whose
     * @param originalId what is taken back
     * @param credits how much of its price, above 0
     * @param id the idempotency key
     * @return the refund
     */
    public static Refund part(AccountId account, String originalId, BigDecimal credits, String id) {
        return new Refund(account, originalId, Given.notNull(credits, "refunded credits", "above 0"), id, null);
    }
}
