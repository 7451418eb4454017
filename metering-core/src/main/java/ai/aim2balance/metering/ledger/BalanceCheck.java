package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.Credits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whether a balance allows a call. Advice: between the check and the spend the balance may change; what must hold uses
 * {@link Metering#reserve}. Immutable and thread-safe.
 */
public final class BalanceCheck {
    private final Reason reason;
    private final long credits;
    private final long available;
    private final long cost;
    private final long promptTokens;
    private final @Nullable Instant nextRefill;
    private final LongUnaryOperator affordable;

    /** Why a call is allowed or refused. */
    public enum Reason {
        /** The balance covers the call, or refuses nothing. */
        ALLOWED,
        /** The available credits are less than the call costs. */
        INSUFFICIENT,
        /** The account is frozen. */
        FROZEN,
        /** The store could not be asked; calls are refused then, unless configured otherwise. */
        STORE_UNAVAILABLE,
        /** A newer version of this library wrote the account's newest entry. */
        NEWER_FORMAT
    }

    BalanceCheck(
            Reason reason,
            long credits,
            long available,
            long cost,
            long promptTokens,
            @Nullable Instant nextRefill,
            LongUnaryOperator affordable) {
        this.reason = reason;
        this.credits = credits;
        this.available = available;
        this.cost = cost;
        this.promptTokens = promptTokens;
        this.nextRefill = nextRefill;
        this.affordable = affordable;
    }

    /**
     * Whether the call may be made.
     *
     * @return true where nothing speaks against it
     */
    public boolean isAllowed() {
        return reason == Reason.ALLOWED;
    }

    /**
     * Why.
     *
     * @return {@link Reason#ALLOWED}, or what speaks against the call
     */
    public Reason reason() {
        return reason;
    }

    /**
     * What the account has.
     *
     * @return credits, 6 decimals; 0 where the store could not be asked
     */
    public BigDecimal balance() {
        return Credits.of(credits);
    }

    /**
     * What can be spent.
     *
     * @return credits less reserved credits, 6 decimals
     */
    public BigDecimal availableCredits() {
        return Credits.of(available);
    }

    /**
     * What the call costs by its estimate.
     *
     * @return credits, 6 decimals
     */
    public BigDecimal tokenCost() {
        return Credits.of(cost);
    }

    /**
     * The estimated input.
     *
     * @return tokens
     */
    public long promptTokens() {
        return promptTokens;
    }

    /**
     * When credits are next given.
     *
     * @return the instant, or null where there are no refills
     */
    public @Nullable Instant nextRefill() {
        return nextRefill;
    }

    /**
     * How many output tokens the available credits allow beside the input: what to set as the call's limit.
     *
     * @return 0 where even the input is too dear; 10,000,000 where output costs nothing or nothing is ever refused
     */
    public long affordableOutputTokens() {
        return affordable.applyAsLong(available);
    }

    /**
     * Nothing where the call is allowed.
     *
     * @return this
     * @throws InsufficientCreditException if the call is refused
     */
    public BalanceCheck orThrow() {
        if (!isAllowed()) {
            throw error();
        }
        return this;
    }

    InsufficientCreditException error() {
        return new InsufficientCreditException(this);
    }

    @Override
    public String toString() {
        return "BalanceCheck[" + reason + ", balance " + balance().toPlainString() + ", available "
                + availableCredits().toPlainString() + ", cost " + tokenCost().toPlainString() + "]";
    }
}
