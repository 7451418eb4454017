package ai.aim2balance.metering.environment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What holds for every call: many random ones, the same at each run. */
class InvariantsTest {
    /** The rules as they are published with the vectors; each has a test below. */
    static final List<String> RULES = List.of(
            "min <= likely <= max for every figure",
            "energy, water, gwp and m2 are >= 0",
            "all figures are 0 for 0 tokens and 0 duration",
            "doubling output tokens (no latency cap, no TTFT) doubles energy",
            "raising active params never lowers energy (total params fixed)",
            "sum over requests equals figure of the summed tokens when no TTFT term is used",
            "unknown model gives a result flagged as fallback, never 0 and never an exception");

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final int CALLS = 2_000;
    private static final Percentage ROUNDING = Percentage.withPercentage(1e-9);
    private static final List<String> PROVIDERS = List.of(
            "openai",
            "azure",
            "anthropic",
            "bedrock",
            "google",
            "mistral",
            "deepseek",
            "ollama",
            "openrouter",
            "nobody");
    private static final List<String> MODELS = List.of(
            "gpt-4o",
            "gpt-5.4-pro",
            "gpt-4.1-nano",
            "claude-sonnet-4-6",
            "claude-opus-9",
            "gemini-2.5-pro",
            "llama-3.1-8b",
            "qwen3-14b",
            "grok-4",
            "who-knows");

    private final EnvironmentalCalculator calculator = EnvironmentalCalculator.bundled();

    private static void forRandomCalls(Consumer<Random> check) {
        Random random = new Random(20261124);
        for (int i = 0; i < CALLS; i++) {
            check.accept(random);
        }
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static TokenUsage tokens(Random random) {
        long read = random.nextInt(50_000);
        long write = random.nextInt(5_000);
        return TokenUsage.builder()
                .set(UsageUnit.INPUT_TOKENS, read + write + random.nextInt(100_000))
                .set(UsageUnit.CACHE_READ_TOKENS, read)
                .set(UsageUnit.CACHE_WRITE_TOKENS, write)
                .set(UsageUnit.OUTPUT_TOKENS, random.nextInt(10_000))
                .build();
    }

    private Impact weigh(String provider, String model, TokenUsage usage) {
        return calculator.calculate(
                ImpactRequest.builder(provider, model, usage, NOW).build());
    }

    private static List<Range> figures(Impact impact) {
        return List.of(
                impact.energyKwh(),
                impact.waterOnsiteL(),
                impact.waterOffsiteL(),
                impact.co2eUsageKg(),
                impact.co2eEmbodiedKg(),
                impact.waterL(),
                impact.co2eKg());
    }

    @Test
    void everyFigureIsOrderedAndNotNegative() {
        forRandomCalls(random -> {
            ImpactRequest.Builder request =
                    ImpactRequest.builder(any(PROVIDERS, random), any(MODELS, random), tokens(random), NOW);
            if (random.nextBoolean()) {
                request.duration(Duration.ofMillis(random.nextInt(60_000)));
            }
            if (random.nextBoolean()) {
                request.timeToFirstToken(Duration.ofMillis(random.nextInt(5_000)));
            }
            Impact impact = calculator.calculate(request.donatedEur(BigDecimal.valueOf(random.nextInt(1000), 5))
                    .build());
            assertThat(figures(impact)).allSatisfy(range -> {
                assertThat(range.low()).isNotNegative().isLessThanOrEqualTo(range.likely());
                assertThat(range.likely()).isLessThanOrEqualTo(range.high());
            });
            assertThat(impact.m2Restored()).isNotNegative();
        });
    }

    @Test
    void noTokensAndNoDurationWeighNothing() {
        for (String provider : PROVIDERS) {
            for (String model : MODELS) {
                Impact impact = calculator.calculate(ImpactRequest.builder(provider, model, TokenUsage.of(0, 0), NOW)
                        .duration(Duration.ZERO)
                        .build());
                assertThat(figures(impact)).containsOnly(Range.ZERO);
                assertThat(impact.m2Restored()).isZero();
                assertThat(impact.durationBased()).isNotNull().satisfies(estimate -> {
                    assertThat(estimate.energyKwh()).isEqualTo(Range.ZERO);
                });
            }
        }
    }

    @Test
    void twiceTheOutputWeighsTwiceAsMuch() {
        forRandomCalls(random -> {
            String provider = any(PROVIDERS, random);
            String model = any(MODELS, random);
            long output = 1L + random.nextInt(10_000);
            Range once = weigh(provider, model, TokenUsage.of(0, output)).energyKwh();
            Range twice = weigh(provider, model, TokenUsage.of(0, 2 * output)).energyKwh();
            assertThat(twice.likely()).isCloseTo(2 * once.likely(), ROUNDING);
        });
    }

    @Test
    void moreActiveParametersNeverWeighLess() {
        Parametric method = new Parametric(EnvironmentFactors.bundled().tables(0).constants);
        forRandomCalls(random -> {
            double total = 1 + random.nextDouble() * 2000;
            double few = random.nextDouble() * total;
            double many = few + random.nextDouble() * (total - few);
            double tokens = random.nextInt(10_000);
            double limit = random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextDouble() * 100;
            assertThat(method.chain(ModelSize.of(many, total), tokens, 1, limit)
                            .itKwh()
                            .likely())
                    .isGreaterThanOrEqualTo(method.chain(ModelSize.of(few, total), tokens, 1, limit)
                            .itKwh()
                            .likely());
        });
    }

    @Test
    void sumsOverCallsAreTheFigureOfTheSummedTokens() {
        forRandomCalls(random -> {
            String provider = any(PROVIDERS, random);
            String model = any(MODELS, random);
            TokenUsage one = tokens(random);
            TokenUsage other = tokens(random);
            TokenUsage.Builder both = TokenUsage.builder();
            one.counts().forEach(both::add);
            other.counts().forEach(both::add);
            List<Range> first = figures(weigh(provider, model, one));
            List<Range> second = figures(weigh(provider, model, other));
            List<Range> together = figures(weigh(provider, model, both.build()));
            for (int i = 0; i < together.size(); i++) {
                Range sum = first.get(i).plus(second.get(i));
                assertThat(sum.low()).isCloseTo(together.get(i).low(), ROUNDING);
                assertThat(sum.likely()).isCloseTo(together.get(i).likely(), ROUNDING);
                assertThat(sum.high()).isCloseTo(together.get(i).high(), ROUNDING);
            }
        });
    }

    @Test
    void namesThatNobodyKnowsWeighSomethingAndAreFlagged() {
        forRandomCalls(random -> {
            StringBuilder name = new StringBuilder();
            random.ints(random.nextInt(40), 0, 0x3000).forEach(name::appendCodePoint);
            Impact impact = weigh(name.toString(), "zz" + name, TokenUsage.of(10, 10));
            assertThat(impact.provenance().isFallback()).isTrue();
            assertThat(impact.energyKwh().low()).isPositive();
        });
    }
}
