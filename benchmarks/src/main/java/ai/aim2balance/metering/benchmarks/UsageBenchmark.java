package ai.aim2balance.metering.benchmarks;

import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UnitTree;
import ai.aim2balance.metering.usage.UsageUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to build a usage and to split it into leaf counts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class UsageBenchmark {
    private final UnitTree tree = UnitTree.of(List.of(
            UsageUnit.INPUT_TOKENS,
            UsageUnit.CACHE_READ_TOKENS,
            UsageUnit.OUTPUT_TOKENS,
            UsageUnit.OUTPUT_REASONING_TOKENS));
    private final TokenUsage usage = fourUnits();

    /**
     * Builds a usage of four units.
     *
     * @return the usage
     */
    @Benchmark
    public TokenUsage build() {
        return fourUnits();
    }

    /**
     * Splits a usage of four units over a tree of four.
     *
     * @return the leaf counts
     */
    @Benchmark
    public UnitTree.LeafCounts split() {
        return tree.split(usage);
    }

    private static TokenUsage fourUnits() {
        return TokenUsage.builder()
                .set(UsageUnit.INPUT_TOKENS, 1_000)
                .set(UsageUnit.CACHE_READ_TOKENS, 600)
                .set(UsageUnit.OUTPUT_TOKENS, 200)
                .set(UsageUnit.OUTPUT_REASONING_TOKENS, 50)
                .build();
    }
}
