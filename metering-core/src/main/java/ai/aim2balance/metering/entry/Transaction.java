package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.internal.Given;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One leg of a booking, with the names and signs of LibreChat: what is spent is negative. The token values of an entry's
 * transactions add up to what it takes. Immutable and thread-safe.
 *
 * @param tokenType what the leg is for
 * @param rawAmount tokens, or other units; negative where they were spent; for {@link TokenType#CREDITS} whole credits,
 *     rounded towards zero
 * @param rate USD per million, positive; the weighted mean where several rates were charged; null where nothing was
 *     counted
 * @param tokenValue millionths of a credit; negative where they were taken
 * @param inputTokens fresh input tokens of a prompt that used a cache, negative; else 0
 * @param writeTokens input tokens of it that were written to a cache, negative; else 0
 * @param readTokens input tokens of it that were read from a cache, negative; else 0
 */
public record Transaction(
        TokenType tokenType,
        long rawAmount,
        @Nullable BigDecimal rate,
        long tokenValue,
        long inputTokens,
        long writeTokens,
        long readTokens) {
    /** Checks that there is a type. */
    public Transaction {
        Given.notNull(tokenType, "tokenType", "prompt, completion, credits, other");
        rate = Plain.decimalOrNull(rate, "rate");
    }
}
