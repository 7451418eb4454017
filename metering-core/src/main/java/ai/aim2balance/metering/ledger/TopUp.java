package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.Payment;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Texts;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Credits that were bought or given. Immutable and thread-safe.
 *
 * @param account who gets them
 * @param id the idempotency key, such as the id of the payment's event: the same top-up is credited once
 * @param credits how many, above 0, at most 6 decimals; null where they follow from a payment in EUR
 * @param payment the money behind them, or null
 * @param reason for people, or null
 * @param occurredAt when it happened, in the years 1 to 9999, kept to the microsecond; null for the moment of booking
 */
public record TopUp(
        AccountId account,
        String id,
        @Nullable BigDecimal credits,
        @Nullable Payment payment,
        @Nullable String reason,
        @Nullable Instant occurredAt) {
    /**
     * Checks the values.
     *
     * @throws InvalidInputException if the id is not allowed, the credits are not above 0, or there are neither credits nor
     *     a payment in EUR
     */
    public TopUp {
        Given.notNull(account, "account", "tenant and user");
        PostingIds.ofCaller(account, id);
        Texts.optional(reason, "reason", Spend.LONGEST_NAME);
        occurredAt = Bounds.instant("occurredAt", occurredAt);
        if (credits != null && Credits.toMicro(credits, "credits") <= 0) {
            throw new InvalidInputException("credits", credits.toPlainString(), "above 0");
        }
        if (credits == null
                && (payment == null
                        || !payment.currency().equals("EUR")
                        || payment.amount().signum() == 0)) {
            throw new InvalidInputException(
                    "credits",
                    payment == null
                            ? "null"
                            : "null, with a payment of " + payment.amount().toPlainString() + " " + payment.currency(),
                    "credits above 0, or a payment in EUR above 0 that says how many");
        }
    }

    /**
     * Credits that are given at the moment of booking.
     *
     * @param account who gets them
     * @param id the idempotency key
     * @param credits as above
     * @param payment the money behind them, or null
     * @param reason for people, or null
     */
    public TopUp(
            AccountId account,
            String id,
            @Nullable BigDecimal credits,
            @Nullable Payment payment,
            @Nullable String reason) {
        this(account, id, credits, payment, reason, null);
    }

    /**
     * The same at another time, such as that of a history which is imported. Money buys credits at the prices that hold
     * when it is booked nonetheless.
     *
     * @param instant when it happened, in the years 1 to 9999; null for the moment of booking
     * @return the top-up with it
     * @throws InvalidInputException if it is before or after that
     */
    public TopUp at(@Nullable Instant instant) {
        return new TopUp(account, id, credits, payment, reason, instant);
    }

    /**
     * Credits without money.
     *
     * @param account who gets them
     * @param id the idempotency key
     * @param credits how many, above 0
     * @return the top-up
     */
    public static TopUp ofCredits(AccountId account, String id, BigDecimal credits) {
        return new TopUp(account, id, Given.notNull(credits, "credits", "above 0"), null, null);
    }

    /**
     * What an amount of money buys: {@code PricingService.creditsFor} at the moment of booking.
     *
     * @param account who gets them
     * @param id the idempotency key
     * @param eur the amount in EUR, above 0
     * @param reference the payment's own id, or null
     * @return the top-up
     */
    public static TopUp ofEur(AccountId account, String id, BigDecimal eur, @Nullable String reference) {
        return new TopUp(account, id, null, new Payment(eur, "EUR", reference), null);
    }
}
