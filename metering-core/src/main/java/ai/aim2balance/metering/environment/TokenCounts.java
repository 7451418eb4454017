package ai.aim2balance.metering.environment;

import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UnitTree;
import ai.aim2balance.metering.usage.UsageUnit;
import java.util.Arrays;
import java.util.List;

/** The tokens of a call, each in exactly one count: input without cache, cache read, cache write, all of the output. */
record TokenCounts(double input, double cacheRead, double cacheWrite, double output) {
    private static final UnitTree TOTALS = UnitTree.of(List.of(
            UsageUnit.INPUT_TOKENS,
            UsageUnit.CACHE_READ_TOKENS,
            UsageUnit.CACHE_WRITE_TOKENS,
            UsageUnit.OUTPUT_TOKENS));
    private static final int INPUT = TOTALS.units().indexOf(UsageUnit.INPUT_TOKENS);
    private static final int CACHE_READ = TOTALS.units().indexOf(UsageUnit.CACHE_READ_TOKENS);
    private static final int CACHE_WRITE = TOTALS.units().indexOf(UsageUnit.CACHE_WRITE_TOKENS);
    private static final int OUTPUT = TOTALS.units().indexOf(UsageUnit.OUTPUT_TOKENS);

    private static final UnitTree ALL = UnitTree.of(
            Arrays.stream(UsageUnit.values()).filter(UsageUnit::isTokens).toList());

    static TokenCounts of(TokenUsage usage) {
        if (!usage.has(UsageUnit.INPUT_TOKENS) || !usage.has(UsageUnit.OUTPUT_TOKENS)) {
            return ofParts(usage);
        }
        UnitTree.LeafCounts leaves = TOTALS.split(usage);
        return new TokenCounts(leaves.at(INPUT), leaves.at(CACHE_READ), leaves.at(CACHE_WRITE), leaves.at(OUTPUT));
    }

    /** Parts may have been reported without their total; none of them may be lost. */
    private static TokenCounts ofParts(TokenUsage usage) {
        UnitTree.LeafCounts leaves = ALL.split(usage);
        double[] counts = new double[TOTALS.units().size()];
        for (int i = 0; i < ALL.units().size(); i++) {
            counts[kind(ALL.units().get(i))] += leaves.at(i);
        }
        return new TokenCounts(counts[INPUT], counts[CACHE_READ], counts[CACHE_WRITE], counts[OUTPUT]);
    }

    private static int kind(UsageUnit unit) {
        if (unit.direction() == UsageUnit.Direction.OUTPUT) {
            return OUTPUT;
        }
        if (unit == UsageUnit.CACHE_READ_TOKENS || unit.isPartOf(UsageUnit.CACHE_READ_TOKENS)) {
            return CACHE_READ;
        }
        boolean write = unit == UsageUnit.CACHE_WRITE_TOKENS || unit.isPartOf(UsageUnit.CACHE_WRITE_TOKENS);
        return write ? CACHE_WRITE : INPUT;
    }
}
