package ai.aim2balance.metering.store;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch. Immutable and thread-safe.
 *
 * @param committed how many entries are durable: the first so many of the batch, and none behind them
 * @param refusal why the first other one was refused, or null where all are durable
 * @param account whose entry was refused, or null where the store cannot tell. A help for the next attempt: a store that
 *     commits all or none need not know
 */
public record AppendResult(
        int committed, @Nullable Refusal refusal, @Nullable AccountId account) {
    /** Why an entry was refused. */
    public enum Refusal {
        /** The account already has an entry with that number. */
        SEQ,
        /** The account already has an entry with that posting id. */
        ID,
        /** The account has no entry with the number before. */
        PREDECESSOR
    }

    /**
     * Checks the count.
     *
     * @throws InvalidInputException if the count is negative
     */
    public AppendResult {
        if (committed < 0) {
            throw new InvalidInputException("committed", Integer.toString(committed), "0 or more");
        }
    }

    /**
     * Everything is durable.
     *
     * @param committed how many entries the batch has
     * @return the result
     */
    public static AppendResult all(int committed) {
        return new AppendResult(committed, null, null);
    }

    /**
     * The batch stopped at an entry.
     *
     * @param committed how many entries before it are durable; 0 in a store that commits all or none
     * @param refusal why
     * @return the result
     */
    public static AppendResult refused(int committed, Refusal refusal) {
        return new AppendResult(committed, refusal, null);
    }

    /**
     * The batch stopped at an entry of an account.
     *
     * @param committed how many entries before it are durable; 0 in a store that commits all or none
     * @param refusal why
     * @param account whose entry it is, or null
     * @return the result
     */
    public static AppendResult refused(int committed, Refusal refusal, @Nullable AccountId account) {
        return new AppendResult(committed, refusal, account);
    }
}
