package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** How spends are repeated. */
record RunOptions(int times, int threads, @Nullable Long seed) {
    private static final int MOST = 1_000;

    /** Null where none of the options is given: then calls are replayed in order, with holds. */
    static @Nullable RunOptions of(Options options) {
        String seed = options.one("--shuffle");
        if (seed == null && options.one("--times") == null && options.one("--threads") == null) {
            return null;
        }
        return new RunOptions(count(options, "--times"), count(options, "--threads"), seed(seed));
    }

    private static int count(Options options, String name) {
        String text = options.one(name);
        try {
            int count = text == null ? 1 : Integer.parseInt(text);
            if (count >= 1 && count <= MOST) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw new InvalidInputException(name, String.valueOf(text), "1 to " + MOST, e);
        }
        throw new InvalidInputException(name, String.valueOf(text), "1 to " + MOST);
    }

    private static @Nullable Long seed(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new InvalidInputException("--shuffle", String.valueOf(text), "a whole number, the seed", e);
        }
    }
}
