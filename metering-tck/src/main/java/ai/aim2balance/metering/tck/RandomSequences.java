package ai.aim2balance.metering.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries random sequences of steps from a seed. A sequence that fails is made shorter as long as it still fails, and told
 * with its seed. Steps mean something in any order, so that each of them can be left out. Immutable.
 *
 * @param <S> a step; its text is what a failure shows
 */
public final class RandomSequences<S> {
    /** How many shorter sequences are tried before the shortest so far is told. */
    private static final int MOST_TRIALS = 3_000;

    private final Function<Random, S> steps;
    private final Trial<S> trial;

    /**
     * What is done with a sequence.
     *
     * @param <S> a step
     */
    @FunctionalInterface
    public interface Trial<S> {
        /**
         * Runs a sequence from the beginning; the same steps always do the same.
         *
         * @param steps the steps
         * @throws Exception if it fails
         */
        void run(List<S> steps) throws Exception;
    }

    /**
     * Sequences of steps.
     *
     * @param steps makes one step; looks at nothing but the random numbers
     * @param trial what is done with a sequence
     */
    public RandomSequences(Function<Random, S> steps, Trial<S> trial) {
        this.steps = steps;
        this.trial = trial;
    }

    /**
     * Tries sequences with the seeds {@code seed}, {@code seed + 1} and so on.
     *
     * @param seed the first seed
     * @param sequences how many
     * @param length how many steps each has
     * @throws AssertionError if one fails; its text has the seed and the shortest sequence that was found to fail
     */
    public void run(long seed, int sequences, int length) {
        for (int i = 0; i < sequences; i++) {
            List<S> sequence = sequence(seed + i, length);
            Throwable failure = failureOf(sequence);
            if (failure != null) {
                throw told(seed + i, sequence, failure);
            }
        }
    }

    /**
     * The steps of a seed.
     *
     * @param seed the seed
     * @param length how many
     * @return the steps
     */
    public List<S> sequence(long seed, int length) {
        Random random = new Random(seed);
        List<S> sequence = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            sequence.add(steps.apply(random));
        }
        return sequence;
    }

    private AssertionError told(long seed, List<S> sequence, Throwable failure) {
        List<S> shortest = shortened(sequence);
        Throwable last = failureOf(shortest);
        StringBuilder text = new StringBuilder("seed ")
                .append(seed)
                .append(" fails after ")
                .append(shortest.size())
                .append(" of ")
                .append(sequence.size())
                .append(" steps: ")
                .append(last == null ? failure : last);
        shortest.forEach(step -> text.append("\n  ").append(step));
        return new AssertionError(text.toString(), last == null ? failure : last);
    }

    private List<S> shortened(List<S> failing) {
        List<S> shortest = failing;
        int trials = 0;
        for (int piece = Math.max(1, failing.size() / 2); piece > 0; piece /= 2) {
            int start = 0;
            while (start < shortest.size() && trials < MOST_TRIALS) {
                List<S> shorter = new ArrayList<>(shortest);
                shorter.subList(start, Math.min(start + piece, shorter.size())).clear();
                trials++;
                if (failureOf(shorter) != null) {
                    shortest = shorter;
                } else {
                    start += piece;
                }
            }
        }
        return shortest;
    }

    private @Nullable Throwable failureOf(List<S> sequence) {
        try {
            trial.run(sequence);
            return null;
        } catch (Exception | AssertionError e) {
            return e;
        }
    }
}
