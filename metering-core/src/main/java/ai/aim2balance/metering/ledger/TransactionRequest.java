package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.TokenType;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One leg alone, as LibreChat's {@code createTransaction}: a prompt, a completion, or credits. Immutable and thread-safe.
 *
 * @param account whose
 * @param id the idempotency key
 * @param tokenType {@link TokenType#PROMPT}, {@link TokenType#COMPLETION} or {@link TokenType#CREDITS}
 * @param amount tokens that were used, or credits that are given; 0 or more for tokens, above 0 for credits: there is no
 *     negative amount that could give credits for a call
 * @param provider who served the call; null for credits
 * @param model the model, or null
 * @param conversationId the conversation, or null
 * @param context why, such as {@code title}, or null
 */
public record TransactionRequest(
        AccountId account,
        String id,
        TokenType tokenType,
        BigDecimal amount,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String conversationId,
        @Nullable String context) {
    private static final int MOST_DIGITS = 18;

    /**
     * Checks the values.
     *
     * @throws InvalidInputException if the amount is negative or fractional for tokens, or the type is not one of the three
     */
    public TransactionRequest {
        Given.notNull(account, "account", "tenant and user");
        PostingIds.ofCaller(account, id);
        Given.notNull(amount, "amount", "0 or more");
        boolean tokens = tokenType == TokenType.PROMPT || tokenType == TokenType.COMPLETION;
        if (!tokens && tokenType != TokenType.CREDITS) {
            throw new InvalidInputException("tokenType", String.valueOf(tokenType), "prompt, completion, credits");
        }
        boolean whole = amount.stripTrailingZeros().scale() <= 0 && amount.precision() - amount.scale() <= MOST_DIGITS;
        if (amount.signum() < 0 || (tokens && !whole)) {
            throw new InvalidInputException(
                    "amount", amount.toString(), tokens ? "whole tokens, 0 or more, below 10^18" : "credits above 0");
        }
        if (tokens && provider == null) {
            throw new InvalidInputException("provider", "null", "a provider's name");
        }
    }

    Spend spend() {
        long count = amount.longValueExact();
        return Spend.builder(account, String.valueOf(provider), model)
                .id(id)
                .tokens(tokenType == TokenType.PROMPT ? count : 0, tokenType == TokenType.COMPLETION ? count : 0)
                .conversationId(conversationId)
                .context(context)
                .build();
    }
}
