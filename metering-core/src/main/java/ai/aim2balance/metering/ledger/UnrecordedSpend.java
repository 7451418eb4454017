package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * A spend that could not be booked. Immutable and thread-safe.
 *
 * @param account whose
 * @param postingId the id under which it is to be replayed
 * @param reason why it was not booked; {@code OUTCOME_UNKNOWN} where it may have been, which a replay finds out
 * @param json the whole spend as one JSON line, for {@link Operator#replay}
 * @param cause the store's error, or null
 */
public record UnrecordedSpend(
        AccountId account,
        String postingId,
        NotBookedException.Reason reason,
        String json,
        @Nullable Throwable cause) {}
