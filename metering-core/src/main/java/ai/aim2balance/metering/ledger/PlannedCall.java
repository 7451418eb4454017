package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Texts;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that is about to be made, for a check or a reservation. Every step returns a new one. Immutable and thread-safe.
 */
public final class PlannedCall {
    /** The most output tokens that are looked at: more than any model makes in one call. */
    static final long MOST_OUTPUT = 10_000_000;

    final AccountId account;
    final @Nullable String provider;
    final @Nullable String model;
    final long promptTokens;
    final long maxOutputTokens;
    final @Nullable Long microCredits;
    final @Nullable String holdId;
    final @Nullable Duration life;

    private PlannedCall(
            AccountId account,
            @Nullable String provider,
            @Nullable String model,
            long promptTokens,
            long maxOutputTokens,
            @Nullable Long microCredits,
            @Nullable String holdId,
            @Nullable Duration life) {
        this.account = account;
        this.provider = provider;
        this.model = model;
        this.promptTokens = tokens("promptTokens", promptTokens, Long.MAX_VALUE);
        this.maxOutputTokens = tokens("maxOutputTokens", maxOutputTokens, MOST_OUTPUT);
        this.microCredits = microCredits;
        this.holdId = holdId;
        this.life = life;
    }

    /**
     * A call of a model.
     *
     * @param account who pays
     * @param provider who serves it
     * @param model the model
     * @param promptTokens the estimated input tokens, 0 or more
     * @return the call, without an allowance for output
     */
    public static PlannedCall of(AccountId account, String provider, @Nullable String model, long promptTokens) {
        return new PlannedCall(
                Given.notNull(account, "account", "tenant and user"),
                Texts.name(provider, "provider", Spend.LONGEST_NAME),
                Texts.optional(model, "model", Spend.LONGEST_NAME),
                promptTokens,
                0,
                null,
                null,
                null);
    }

    /**
     * A call of a known price.
     *
     * @param account who pays
     * @param credits its price, 0 or more, at most 6 decimals
     * @return the call
     * @throws InvalidInputException if the price is negative
     */
    public static PlannedCall ofCredits(AccountId account, BigDecimal credits) {
        long micro = Credits.toMicro(credits, "credits");
        if (micro < 0) {
            throw new InvalidInputException("credits", credits.toPlainString(), "0 or more");
        }
        return new PlannedCall(
                Given.notNull(account, "account", "tenant and user"), null, null, 0, 0, micro, null, null);
    }

    /**
     * Allows for output.
     *
     * @param tokens the most output tokens that the call may make, 0 to 10,000,000
     * @return the call with it
     */
    public PlannedCall maxOutputTokens(long tokens) {
        return new PlannedCall(account, provider, model, promptTokens, tokens, microCredits, holdId, life);
    }

    /**
     * Sets the id of the hold; without one, a repeat of the reservation is a hold of its own.
     *
     * @param id unique in its account
     * @return the call with it
     */
    public PlannedCall holdId(String id) {
        return new PlannedCall(
                account,
                provider,
                model,
                promptTokens,
                maxOutputTokens,
                microCredits,
                PostingIds.ofCaller(account, id),
                life);
    }

    /**
     * Sets how long the hold lives.
     *
     * @param duration above 0, at most what the ledger allows
     * @return the call with it
     */
    public PlannedCall life(Duration duration) {
        Given.notNull(duration, "life of the hold", "a duration");
        return new PlannedCall(account, provider, model, promptTokens, maxOutputTokens, microCredits, holdId, duration);
    }

    private static long tokens(String field, long count, long most) {
        if (count < 0 || count > most) {
            throw new InvalidInputException(field, Long.toString(count), "0 to " + most);
        }
        return count;
    }
}
