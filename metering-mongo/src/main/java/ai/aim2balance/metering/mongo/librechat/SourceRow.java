package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.entry.TokenType;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One document of {@code transactions}, with the signs of LibreChat: what is spent is negative.
 *
 * @param id its {@code _id} as a text
 * @param written when it was written by its {@code _id}, to the second; null where the {@code _id} does not say
 * @param at when it happened: {@code createdAt}, else by its {@code _id}
 * @param user whose
 * @param type prompt, completion or credits
 * @param tokens tokens, or whole credits
 * @param micro its value in millionths of a credit
 * @param rate USD per million as it was charged, or null
 * @param parts the three parts of a prompt that used a cache, or null
 * @param names what the call was
 */
record SourceRow(
        String id,
        @Nullable Instant written,
        Instant at,
        String user,
        TokenType type,
        long tokens,
        long micro,
        @Nullable BigDecimal rate,
        @Nullable Parts parts,
        Names names) {
    /** Fresh, written and read input tokens, 0 or more. */
    record Parts(long input, long write, long read) {}

    /** Names as they stand in the document; each may be missing. */
    record Names(
            @Nullable String model,
            @Nullable String conversationId,
            @Nullable String context,
            @Nullable String messageId,
            @Nullable String valueKey,
            @Nullable String tenantId) {}

    /** Whether it is a call, or the half of one: tokens that took credits, or nothing. */
    boolean isSpent() {
        return type != TokenType.CREDITS && micro <= 0;
    }
}
