package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Texts;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import java.math.BigDecimal;
import java.time.Instant;
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

    private BalanceUpdate(
            AccountId account,
            @Nullable String id,
            @Nullable Long increment,
            @Nullable Long set,
            @Nullable RefillPlan refill,
            boolean removeRefill,
            @Nullable Boolean frozen,
            @Nullable Long expectedVersion,
            @Nullable String corrects,
            @Nullable String reason,
            @Nullable Instant occurredAt) {
        this.account = account;
        this.id = id;
        this.increment = increment;
        this.set = set;
        this.refill = refill;
        this.removeRefill = removeRefill;
        this.frozen = frozen;
        this.expectedVersion = expectedVersion;
        this.corrects = corrects;
        this.reason = reason;
        this.occurredAt = occurredAt;
    }

    /**
     * A change of an account that changes nothing yet.
     *
     * @param account whose
     * @return the update
     */
    public static BalanceUpdate of(AccountId account) {
        return new BalanceUpdate(
                Given.notNull(account, "account", "tenant and user"),
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null);
    }

    /**
     * Adds credits, or takes them.
     *
     * @param credits by how many; may be negative, at most 6 decimals
     * @return the update with it
     */
    public BalanceUpdate increment(BigDecimal credits) {
        return new BalanceUpdate(
                account,
                id,
                Credits.toMicro(credits, "increment"),
                null,
                refill,
                removeRefill,
                frozen,
                expectedVersion,
                corrects,
                reason,
                occurredAt);
    }

    /**
     * Sets the credits.
     *
     * @param credits to how many; at most 6 decimals
     * @return the update with it
     */
    public BalanceUpdate set(BigDecimal credits) {
        return new BalanceUpdate(
                account,
                id,
                null,
                Credits.toMicro(credits, "tokenCredits"),
                refill,
                removeRefill,
                frozen,
                expectedVersion,
                corrects,
                reason,
                occurredAt);
    }

    /**
     * Changes the refill settings: those so far end, and what they gave stays.
     *
     * @param plan the new settings, or null for no refills any more
     * @return the update with it
     */
    public BalanceUpdate refill(@Nullable RefillPlan plan) {
        return new BalanceUpdate(
                account, id, increment, set, plan, plan == null, frozen, expectedVersion, corrects, reason, occurredAt);
    }

    /** Freezes or thaws. */
    BalanceUpdate frozen(boolean isFrozen) {
        return new BalanceUpdate(
                account,
                id,
                increment,
                set,
                refill,
                removeRefill,
                isFrozen,
                expectedVersion,
                corrects,
                reason,
                occurredAt);
    }

    /**
     * Links the change to what it corrects.
     *
     * @param postingId the posting id of that, which must be booked
     * @return the update with it
     */
    public BalanceUpdate corrects(String postingId) {
        return new BalanceUpdate(
                account,
                id,
                increment,
                set,
                refill,
                removeRefill,
                frozen,
                expectedVersion,
                Texts.name(postingId, "corrected posting id"),
                reason,
                occurredAt);
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
        return new BalanceUpdate(
                account, id, increment, set, refill, removeRefill, frozen, version, corrects, reason, occurredAt);
    }

    /**
     * Sets the idempotency key; without one, a repeat is a change of its own.
     *
     * @param postingId unique in its account
     * @return the update with it
     */
    public BalanceUpdate id(String postingId) {
        return new BalanceUpdate(
                account,
                PostingIds.ofCaller(account, postingId),
                increment,
                set,
                refill,
                removeRefill,
                frozen,
                expectedVersion,
                corrects,
                reason,
                occurredAt);
    }

    /**
     * Says why, for people.
     *
     * @param text at most 256 characters
     * @return the update with it
     */
    public BalanceUpdate reason(String text) {
        return new BalanceUpdate(
                account,
                id,
                increment,
                set,
                refill,
                removeRefill,
                frozen,
                expectedVersion,
                corrects,
                Texts.name(text, "reason", Spend.LONGEST_NAME),
                occurredAt);
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
        return new BalanceUpdate(
                account,
                id,
                increment,
                set,
                refill,
                removeRefill,
                frozen,
                expectedVersion,
                corrects,
                reason,
                Bounds.instant("occurredAt", instant));
    }

    boolean isEmpty() {
        return increment == null && set == null && refill == null && !removeRefill && frozen == null;
    }
}
