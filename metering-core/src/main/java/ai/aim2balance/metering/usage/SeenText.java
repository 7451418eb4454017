package ai.aim2balance.metering.usage;

/** Output that was seen and not yet counted by the provider, in bounded memory. */
final class SeenText {
    /** Longer text is estimated from its beginning: a sample of this size is as good as the whole. */
    static final int KEPT = 200_000;

    private final StringBuilder kept = new StringBuilder();
    private long characters;

    void add(String text) {
        characters += text.length();
        kept.append(text, 0, Math.min(text.length(), KEPT - kept.length()));
    }

    void clear() {
        kept.setLength(0);
        characters = 0;
    }

    long estimate(TokenEstimator estimator, String model) {
        if (characters == 0) {
            return 0;
        }
        long tokens = estimator.estimate(model, kept).tokens();
        return characters == kept.length() ? tokens : Math.round((double) tokens * characters / kept.length());
    }
}
