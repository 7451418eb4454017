package ai.aim2balance.metering.usage;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Given;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * How many of each unit one call used. Totals are inclusive, as in OpenTelemetry: {@code input_tokens} contains cached
 * and tool tokens, {@code output_tokens} contains reasoning; parts stand beside their total, never in addition to it.
 *
 * <p>Immutable and thread-safe. A unit that was not reported is absent, which is not the same as zero. Parts larger
 * than their total are kept as they were reported; {@link UnitTree} says what is billed then.
 */
public final class TokenUsage {
    private static final UsageUnit[] UNITS = UsageUnit.values();

    /** Input and output, the first two of the enum. */
    private static final long PLAIN = UsageUnit.INPUT_TOKENS.bit() | UsageUnit.OUTPUT_TOKENS.bit();

    /** Which units were reported, one bit each. */
    private final long present;
    /** The counts of the reported units, in the order of the enum. */
    private final long[] counts;

    private TokenUsage(long present, long[] counts) {
        this.present = present;
        this.counts = counts;
    }

    /**
     * Usage of a plain text call.
     *
     * @param inputTokens all input tokens, 0 or more
     * @param outputTokens all output tokens, 0 or more
     * @return the usage
     * @throws InvalidInputException if a count is negative
     */
    public static TokenUsage of(long inputTokens, long outputTokens) {
        if (inputTokens < 0 || outputTokens < 0) {
            UsageUnit negative = inputTokens < 0 ? UsageUnit.INPUT_TOKENS : UsageUnit.OUTPUT_TOKENS;
            throw negative(negative, Math.min(inputTokens, outputTokens));
        }
        return new TokenUsage(PLAIN, new long[] {inputTokens, outputTokens});
    }

    /**
     * Collects counts.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The count of one unit.
     *
     * @param unit the unit
     * @return what was reported, or 0 where nothing was
     */
    public long count(UsageUnit unit) {
        return has(unit) ? counts[Long.bitCount(present & (unit.bit() - 1))] : 0;
    }

    /**
     * Whether the unit was reported at all.
     *
     * @param unit the unit
     * @return true also for a reported zero
     */
    public boolean has(UsageUnit unit) {
        return (present & unit.bit()) != 0;
    }

    /**
     * All input tokens, cached, written to a cache and used by tools included.
     *
     * @return 0 or more
     */
    public long inputTokens() {
        return count(UsageUnit.INPUT_TOKENS);
    }

    /**
     * All output tokens, reasoning included.
     *
     * @return 0 or more
     */
    public long outputTokens() {
        return count(UsageUnit.OUTPUT_TOKENS);
    }

    /**
     * Input tokens that were read from a cache.
     *
     * @return 0 or more
     */
    public long cacheReadTokens() {
        return count(UsageUnit.CACHE_READ_TOKENS);
    }

    /**
     * Input tokens that were written to a cache, for whatever time to live.
     *
     * @return 0 or more
     */
    public long cacheWriteTokens() {
        return count(UsageUnit.CACHE_WRITE_TOKENS);
    }

    /**
     * Output tokens that the model spent on reasoning.
     *
     * @return 0 or more
     */
    public long reasoningTokens() {
        return count(UsageUnit.OUTPUT_REASONING_TOKENS);
    }

    /**
     * All reported counts.
     *
     * @return an unmodifiable map in the order of the units, reported zeros included
     */
    public Map<UsageUnit, Long> counts() {
        Map<UsageUnit, Long> map = new EnumMap<>(UsageUnit.class);
        int i = 0;
        for (long rest = present; rest != 0; rest &= rest - 1) {
            map.put(UNITS[Long.numberOfTrailingZeros(rest)], counts[i++]);
        }
        return Collections.unmodifiableMap(map);
    }

    /**
     * Tells each reported count, zeros included.
     *
     * @param each takes a unit and its count, in the order of the units
     */
    public void forEach(ObjLongConsumer<UsageUnit> each) {
        int i = 0;
        for (long rest = present; rest != 0; rest &= rest - 1) {
            each.accept(UNITS[Long.numberOfTrailingZeros(rest)], counts[i++]);
        }
    }

    private static InvalidInputException negative(UsageUnit unit, long count) {
        return new InvalidInputException(unit.key(), Long.toString(count), "0 to " + Long.MAX_VALUE);
    }

    /** The reported units, one bit each. */
    long present() {
        return present;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenUsage that
                && present == that.present
                && java.util.Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(present) + java.util.Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("TokenUsage[");
        counts().forEach((unit, count) -> text.append(text.charAt(text.length() - 1) == '[' ? "" : ", ")
                .append(unit.key())
                .append('=')
                .append(count));
        return text.append(']').toString();
    }

    /** Collects the counts of one call. Not thread-safe. */
    public static final class Builder {
        private final long[] all = new long[UNITS.length];
        private long present;

        private Builder() {}

        /**
         * Sets the count of a unit.
         *
         * @param unit the unit
         * @param count 0 or more
         * @return this
         * @throws InvalidInputException if the count is negative
         */
        public Builder set(UsageUnit unit, long count) {
            Given.notNull(unit, "usage unit", "a unit");
            if (count < 0) {
                throw negative(unit, count);
            }
            all[unit.place()] = count;
            present |= unit.bit();
            return this;
        }

        /**
         * Adds to the count of a unit.
         *
         * @param unit the unit
         * @param count 0 or more
         * @return this
         * @throws InvalidInputException if the count is negative or the sum is above the range of a long
         */
        public Builder add(UsageUnit unit, long count) {
            long sum = all[unit.place()] + count;
            if (count >= 0 && sum < 0) {
                throw new InvalidInputException(
                        unit.key(), all[unit.place()] + " + " + count, "a sum of 0 to " + Long.MAX_VALUE);
            }
            return count < 0 ? set(unit, count) : set(unit, sum);
        }

        /**
         * Whether nothing was set yet.
         *
         * @return true for a new builder
         */
        public boolean isEmpty() {
            return present == 0;
        }

        /**
         * The usage so far.
         *
         * @return an immutable copy
         */
        public TokenUsage build() {
            long[] counts = new long[Long.bitCount(present)];
            int i = 0;
            for (long rest = present; rest != 0; rest &= rest - 1) {
                counts[i++] = all[Long.numberOfTrailingZeros(rest)];
            }
            return new TokenUsage(present, counts);
        }
    }
}
