package ai.aim2balance.metering.usage;

import ai.aim2balance.metering.InvalidInputException;

/**
 * How many tokens a text has, before or without a provider's count.
 *
 * @param tokens the count, 0 or more
 * @param exact whether the model's own tokenizer counted; the few tokens that a provider adds around messages are never
 *     in the count
 * @param method what counted, such as {@code o200k_base}
 */
public record TokenEstimate(long tokens, boolean exact, String method) {
    /**
     * Checks.
     *
     * @param tokens the count
     * @param exact whether the model's own tokenizer counted
     * @param method what counted
     * @throws InvalidInputException if the count is negative or the method is blank
     */
    public TokenEstimate {
        if (tokens < 0) {
            throw new InvalidInputException("tokens", Long.toString(tokens), "0 or more");
        }
        if (method.isBlank()) {
            throw new InvalidInputException("method", "blank", "a name");
        }
    }
}
