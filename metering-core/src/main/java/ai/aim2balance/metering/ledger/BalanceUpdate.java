package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Texts;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A change of an account by an operator: of the credits, of the refill settings, of both, in one entry. Every step returns
 * a new update. Immutable and thread-safe.
 */
public final class BalanceUpdate {
    final AccountId account;
    final @Nullable String id;
    final @Nullable Long increment;
    final @Nullable Long set;
    final @Nullable RefillPlan refill;
    final boolean removeRefill;
    final @Nullable Boolean frozen;
    final @Nullable Long expectedVersion;
    final @Nullable String corrects;
    final @Nullable String reason;
    final @Nullable Instant occurredAt;

    private BalanceUpdate(AccountId account, Parts parts) {
        this.account = account;
        this.id = parts.id;
        this.increment = parts.increment;
        this.set = parts.set;
        this.refill = parts.refill;
        this.removeRefill = parts.removeRefill;
        this.frozen = parts.frozen;
        this.expectedVersion = parts.expectedVersion;
        this.corrects = parts.corrects;
        this.reason = parts.reason;
        this.occurredAt = parts.occurredAt;
    }

    /** What an update has besides its account, while it is made. For one thread. */
    private static final class Parts {
        @Nullable
        String id;

        @Nullable
        Long increment;

        @Nullable
        Long set;

        @Nullable
        RefillPlan refill;

        boolean removeRefill;

        @Nullable
        Boolean frozen;

        @Nullable
        Long expectedVersion;

        @Nullable
        String corrects;

        @Nullable
        String reason;

        @Nullable
        Instant occurredAt;

        Parts() {}

        Parts(BalanceUpdate of) {
            this.id = of.id;
            this.increment = of.increment;
            this.set = of.set;
            this.refill = of.refill;
            this.removeRefill = of.removeRefill;
            this.frozen = of.frozen;
            this.expectedVersion = of.expectedVersion;
            this.corrects = of.corrects;
            this.reason = of.reason;
            this.occurredAt = of.occurredAt;
        }
    }

    private BalanceUpdate with(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return new BalanceUpdate(account, parts);
    }

    /**
     * A change of an account that changes nothing yet.
     *
     * @param account whose
     * @return the update
     */
    public static BalanceUpdate of(AccountId account) {
        return new BalanceUpdate(Given.notNull(account, "account", "tenant and user"), new Parts());
    }

    /**
     * Adds credits, or takes them.
     *
     * @param credits by how many; may be negative, at most 6 decimals
     * @return the update with it
     */
    public BalanceUpdate increment(BigDecimal credits) {
        long micro = Credits.toMicro(credits, "increment");
        return with(parts -> {
            parts.increment = micro;
            parts.set = null;
        });
    }

    /**
     * Sets the credits.
     *
     * @param credits to how many; at most 6 decimals
     * @return the update with it
     */
    public BalanceUpdate set(BigDecimal credits) {
        long micro = Credits.toMicro(credits, "tokenCredits");
        return with(parts -> {
            parts.increment = null;
            parts.set = micro;
        });
    }

    /**
     * Changes the refill settings: those so far end, and what they gave stays.
     *
     * @param plan the new settings, or null for no refills any more
     * @return the update with it
     */
    public BalanceUpdate refill(@Nullable RefillPlan plan) {
        return with(parts -> {
            parts.refill = plan;
            parts.removeRefill = plan == null;
        });
    }

    /** Freezes or thaws. */
    BalanceUpdate frozen(boolean isFrozen) {
        return with(parts -> parts.frozen = isFrozen);
    }

    /**
     * Links the change to what it corrects.
     *
     * @param postingId the posting id of that, which must be booked
     * @return the update with it
     */
    public BalanceUpdate corrects(String postingId) {
        String corrected = Texts.name(postingId, "corrected posting id");
        return with(parts -> parts.corrects = corrected);
    }

    /**
     * Changes nothing unless the account is at a version: optimistic concurrency for people and forms.
     *
     * @param version {@link Balance#version} as the caller saw it, 0 or more
     * @return the update with it
     * @throws InvalidInputException if it is negative
     */
    public BalanceUpdate expectedVersion(long version) {
        if (version < 0) {
            throw new InvalidInputException("expected version", Long.toString(version), "0 or more");
        }
        return with(parts -> parts.expectedVersion = version);
    }

    /**
     * Sets the idempotency key; without one, a repeat is a change of its own.
     *
     * @param postingId unique in its account
     * @return the update with it
     */
    public BalanceUpdate id(String postingId) {
        String checked = PostingIds.ofCaller(account, postingId);
        return with(parts -> parts.id = checked);
    }

    /**
     * Says why, for people.
     *
     * @param text at most 256 characters
     * @return the update with it
     */
    public BalanceUpdate reason(String text) {
        String checked = Texts.name(text, "reason", Spend.LONGEST_NAME);
        return with(parts -> parts.reason = checked);
    }

    /**
     * Sets when it happened, such as for a history that is imported; the moment of booking without it. Refill settings
     * begin when they are booked nonetheless.
     *
     * @param instant in the years 1 to 9999, kept to the microsecond; or null
     * @return the update with it
     * @throws ai.aim2balance.metering.InvalidInputException if it is before or after that
     */
    public BalanceUpdate occurredAt(@Nullable Instant instant) {
        Instant checked = Bounds.instant("occurredAt", instant);
        return with(parts -> parts.occurredAt = checked);
    }

    boolean isEmpty() {
        return increment == null && set == null && refill == null && !removeRefill && frozen == null;
    }
}
