package ai.aim2balance.metering.usage;

/**
 * Counts the tokens of a text before a call, or of a stream that was aborted. May be implemented by users, for instance
 * with a model's own tokenizer; implementations must be thread-safe.
 */
@FunctionalInterface
public interface TokenEstimator {
    /**
     * Counts the tokens of a text.
     *
     * @param model the model's name, with or without a provider before a slash; empty where it is not known
     * @param text the text; may be empty
     * @return the count, with the method and whether it is exact
     */
    TokenEstimate estimate(String model, CharSequence text);

    /**
     * The best estimator at hand: JTokkit where its jar is there (exact for OpenAI's models, flagged for others), else
     * {@link #characters()}.
     *
     * @return a shared estimator
     */
    static TokenEstimator standard() {
        return StandardEstimator.INSTANCE;
    }

    /**
     * Estimates by characters alone: four ASCII characters, two other letters of alphabets, or one other character
     * (Chinese, Japanese, Korean, symbols) are a token, rounded up. Never exact; rather too high than too low for prose,
     * too low for long numbers and base64.
     *
     * @return a shared estimator
     */
    static TokenEstimator characters() {
        return CharacterEstimator.INSTANCE;
    }
}
