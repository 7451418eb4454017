package ai.aim2balance.metering.usage;

/** Counts quarters of tokens by character. */
final class CharacterEstimator implements TokenEstimator {
    static final CharacterEstimator INSTANCE = new CharacterEstimator();

    /** The first script whose signs stand for syllables or words: CJK radicals. */
    private static final int WORD_SIGNS = 0x2E80;

    private CharacterEstimator() {}

    @Override
    public TokenEstimate estimate(String model, CharSequence text) {
        long quarters =
                text.codePoints().mapToLong(CharacterEstimator::quarters).sum();
        return new TokenEstimate((quarters + 3) / 4, false, "characters");
    }

    private static long quarters(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        return codePoint < WORD_SIGNS ? 2 : 4;
    }
}
