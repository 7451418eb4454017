package ai.aim2balance.metering.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What became of one spend of a batch: good ones are booked, bad ones are named. Immutable.
 *
 * @param index its place in the batch, from 0
 * @param result what became of it, or null where there is an error
 * @param error what is wrong with it, as {@link Metering#spendTokens} would have thrown it, or null
 */
public record BatchItem(
        int index, @Nullable SpendResult result, @Nullable RuntimeException error) {
    static BatchItem of(int index, SpendResult result) {
        return new BatchItem(index, result, null);
    }

    static BatchItem of(int index, RuntimeException error) {
        return new BatchItem(index, null, error);
    }
}
