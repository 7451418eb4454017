package ai.aim2balance.metering.environment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Published and recomputed figures, each by the class that is responsible for its method. */
class VectorsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final EnvironmentFactors factors = EnvironmentFactors.bundled();
    private final FactorTables tables = factors.tables(0);

    private final PublishedVectors published = new PublishedVectors();
    private final Map<String, Consumer<Vector>> methods = Map.ofEntries(
            Map.entry("ecologits_parametric", this::parametric),
            Map.entry("ecologits_gpu_count", this::gpuCount),
            Map.entry("ecologits_f_E", this::energyPerToken),
            Map.entry("duration_jegham", this::duration),
            Map.entry("duration_local", this::localPower),
            Map.entry("token_weighted", this::tokenWeights),
            Map.entry("usage_normalisation", this::normalisation),
            Map.entry("water_li", this::water),
            Map.entry("carbon", this::carbonBasis),
            Map.entry("published_anchor", published::publishedAnchor),
            Map.entry("published_interpolation", published::publishedCurve),
            Map.entry("published_linear", published::publishedFactor),
            Map.entry("restoration", published::restoration),
            Map.entry("restoration_check", published::restorationRatio),
            Map.entry("invariant", this::invariants),
            Map.entry("sci", published::softwareCarbonIntensity));

    private static List<Vector> vectors() {
        List<?> all =
                (List<?>) Objects.requireNonNull(SharedData.json("vectors.json").get("vectors"));
        return all.stream().map(json -> Vector.of((Map<?, ?>) json)).toList();
    }

    @TestFactory
    Stream<DynamicTest> everyVectorComesOutWithinItsTolerance() {
        return vectors().stream()
                .map(vector -> DynamicTest.dynamicTest(
                        vector.id() + " by " + vector.method(),
                        () -> Objects.requireNonNull(methods.get(vector.method()), vector.method())
                                .accept(vector)));
    }

    @Test
    void thereAreFortyOneVectorsAndNoneIsWithoutAMethod() {
        assertThat(vectors())
                .hasSize(41)
                .allSatisfy(vector -> assertThat(methods).containsKey(vector.method()));
    }

    private void parametric(Vector vector) {
        Range active = vector.range("active_params_b");
        Range total = vector.range("total_params_b");
        ModelSize size = new ModelSize(
                active.low(),
                active.high(),
                total.low(),
                total.high(),
                vector.in("tps", Double.NaN),
                vector.in("ttft_s", Double.NaN),
                vector.in("quant_bits"));
        assertThat(vector.in("batch_size")).isEqualTo(tables.constants.batch);
        Parametric method = new Parametric(tables.constants);
        Parametric.Chain chain = chain(method, size, vector);
        assertThat(method.gpus(total.low(), size.bits()))
                .isEqualTo(vector.expectedRange("gpus").low());
        assertThat(method.gpus(total.high(), size.bits()))
                .isEqualTo(vector.expectedRange("gpus").high());
        vector.check("generation_latency_s", chain.seconds());
        vector.check("it_energy_kwh", chain.itKwh());

        Facility facility = new Facility(
                bounds(vector.range("pue")),
                bounds(vector.range("wue_onsite_l_per_kwh")),
                vector.in("zone_wue_l_per_kwh"),
                vector.in("zone_gwp_kg_per_kwh"));
        Facility.Draw draw = facility.ofChain(chain.itKwh());
        vector.check("energy_kwh", draw.energyKwh());
        vector.check("usage_gwp_kg", draw.co2eKg());
        vector.check("water_l_corrected", draw.waterOnsiteL().plus(draw.waterOffsiteL()));
        assertThat(vector.expectedRange("water_l_as_coded_0_9_3").likely())
                .as("the water formula of 0.9.3 counts the PUE twice and is not copied")
                .isGreaterThan(draw.waterOnsiteL().plus(draw.waterOffsiteL()).likely() * (1 + vector.tolerance()));

        vector.check("embodied_gwp_kg_mid2026", chain.embodiedKg());
        Range old =
                chain(new Parametric(edition("0.9").constants), size, vector).embodiedKg();
        vector.check("embodied_gwp_kg_v0_9", old);
        vector.check("total_gwp_kg_v0_9", draw.co2eKg().plus(old));

        ZoneRow zone = Objects.requireNonNull(
                tables.zones.get(Objects.toString(vector.input().get("zone"))));
        assertThat(zone.gramsPerKwh() / 1000).isEqualTo(vector.in("zone_gwp_kg_per_kwh"));
        assertThat(zone.waterOffsite()).isEqualTo(vector.in("zone_wue_l_per_kwh"));
        vector.check("usage_adpe_kgsb", draw.energyKwh().times(zone.depletionKgSb()));
        vector.check("usage_pe_mj", draw.energyKwh().times(zone.primaryMj()));
    }

    private static Parametric.Chain chain(Parametric method, ModelSize size, Vector vector) {
        ModelFigures model = new ModelFigures(method, size, null);
        return model.chain(
                vector.in("output_tokens"),
                model.timeToFirstTokenS(Double.NaN),
                vector.in("request_latency_s", Double.POSITIVE_INFINITY));
    }

    private static Spread bounds(Range range) {
        return Spread.bounds(range.low(), range.high());
    }

    private FactorTables edition(String edition) {
        return factors.with("version: test\nsettings: {embodied_edition: \"" + edition + "\"}", "test.yaml")
                .tables(0);
    }

    private void gpuCount(Vector vector) {
        assertThat(vector.in("gpu_gb")).isEqualTo(tables.constants.gpuMemoryGb);
        Parametric method = new Parametric(tables.constants);
        assertThat(vector.inputs("total_params_b").stream()
                        .map(total -> method.gpus(total, vector.in("quant_bits")))
                        .toList())
                .isEqualTo(vector.expectations("gpus"));
    }

    private void energyPerToken(Vector vector) {
        List<Double> wanted = vector.expectations("wh_per_token_per_gpu");
        List<Double> active = vector.inputs("active_params_b");
        List<Double> batches = vector.inputs("batch");
        for (int i = 0; i < wanted.size(); i++) {
            double batch = batches.get(batches.size() == 1 ? 0 : i);
            FactorTables other = factors.with("version: test\nsettings: {batch: " + batch + "}", "test.yaml")
                    .tables(0);
            double actual =
                    new Parametric(other.constants).gpuWattHoursPerToken(active.get(active.size() == 1 ? 0 : i));
            vector.close("batch " + batch, actual, wanted.get(i));
        }
    }

    private void duration(Vector vector) {
        HardwareClass hardware = Objects.requireNonNull(
                tables.hardware.get(Objects.toString(vector.input().get("hardware_class"))));
        double seconds = vector.in("inference_seconds");
        Facility facility = new Facility(
                Spread.stated(Range.of(vector.in("pue", 1))),
                Spread.stated(Range.of(vector.in("wue_site", 0))),
                vector.in("wue_source", 0),
                vector.in("cif_kg_per_kwh", 0));
        DurationEstimate estimate = new TimeMethod(hardware, null, tables.constants)
                .estimate(Duration.ofNanos(Math.round(seconds * 1e9)), facility);
        vector.check("energy_kwh", estimate.energyKwh());
        assertThat(estimate.method()).isEqualTo(ImpactMethod.DURATION);
        if (seconds > 0) {
            assertThat(hardware.gpuShare()).isEqualTo(vector.range("u_gpu"));
            assertThat(hardware.otherShare()).isEqualTo(vector.in("u_nongpu"));
            assertThat(tables.constants.nodeGpuKw).isEqualTo(vector.in("p_gpu_kw"));
            assertThat(tables.constants.nodeOtherKw).isEqualTo(vector.in("p_nongpu_kw"));
            vector.check("water_l", estimate.waterOnsiteL().plus(estimate.waterOffsiteL()));
            vector.check("gwp_kg", estimate.co2eUsageKg());
        }
    }

    private void localPower(Vector vector) {
        ZoneRow zone = Objects.requireNonNull(
                tables.zones.get(Objects.toString(vector.input().get("zone"))));
        LocalPower power = new LocalPower(
                vector.range("device_power_w"), vector.in("utilisation"), vector.in("host_power_w"), false);
        Facility facility = new Facility(
                Spread.stated(vector.range("pue")), Spread.stated(Range.ZERO), 0, zone.gramsPerKwh() / 1000);
        HardwareClass unused = new HardwareClass("none", Double.NaN, Range.ZERO, 0, "none");
        DurationEstimate estimate = new TimeMethod(unused, power, tables.constants)
                .estimate(Duration.ofSeconds((long) vector.in("duration_s")), facility);
        vector.check("energy_kwh", estimate.energyKwh());
        vector.check("gwp_kg", estimate.co2eUsageKg());
    }

    private void tokenWeights(Vector vector) {
        Map<?, ?> weights = (Map<?, ?>) Objects.requireNonNull(vector.input().get("weights"));
        Vector named = new Vector(vector.id(), "", weights, weights, 0);
        assertThat(tables.weights)
                .isEqualTo(new Weights(named.range("input"), named.range("cache_read"), named.range("cache_write")));
        TokenCounts tokens = new TokenCounts(
                vector.in("input_tokens_uncached"),
                vector.in("cache_read_tokens"),
                vector.in("cache_write_tokens"),
                vector.in("output_tokens_incl_reasoning"));
        Facility facility = new Facility(Spread.stated(Range.of(1.2)), Spread.stated(Range.ZERO), 0, 0);
        Facility.Draw perToken =
                new Facility.Draw(vector.range("wh_per_1k_output").times(1e-6), Range.ZERO, Range.ZERO, Range.ZERO);
        vector.check(
                "energy_kwh",
                facility.ofTokens(
                                perToken,
                                tokens.output() + tables.weights.inputLow(tokens),
                                tokens.output() + tables.weights.inputLikely(tokens),
                                tokens.output() + tables.weights.inputHigh(tokens))
                        .energyKwh());
    }

    private void normalisation(Vector vector) {
        Map<String, Long> in = new HashMap<>();
        vector.input().forEach((name, value) -> {
            if (value instanceof Long count) {
                in.put(Objects.toString(name), count);
            }
        });
        TokenUsage usage = switch (Objects.toString(vector.input().get("provider"))) {
            case "openai" ->
                usage(
                        count(in, "prompt_tokens"),
                        count(in, "prompt_tokens_details_cached_tokens"),
                        0,
                        count(in, "completion_tokens"));
            case "anthropic" ->
                usage(
                        count(in, "input_tokens")
                                + count(in, "cache_read_input_tokens")
                                + count(in, "cache_creation_input_tokens"),
                        count(in, "cache_read_input_tokens"),
                        count(in, "cache_creation_input_tokens"),
                        count(in, "output_tokens"));
            default ->
                usage(
                        count(in, "promptTokenCount"),
                        count(in, "cachedContentTokenCount"),
                        0,
                        count(in, "candidatesTokenCount") + count(in, "thoughtsTokenCount"));
        };
        TokenCounts tokens = TokenCounts.of(usage);
        vector.check("input_uncached", tokens.input());
        vector.check("cache_read", tokens.cacheRead());
        vector.check("cache_write", tokens.cacheWrite());
        vector.check("output_incl_reasoning", tokens.output());
    }

    private static long count(Map<String, Long> counts, String name) {
        return counts.getOrDefault(name, 0L);
    }

    private static TokenUsage usage(long input, long cacheRead, long cacheWrite, long output) {
        return TokenUsage.builder()
                .set(UsageUnit.INPUT_TOKENS, input)
                .set(UsageUnit.CACHE_READ_TOKENS, cacheRead)
                .set(UsageUnit.CACHE_WRITE_TOKENS, cacheWrite)
                .set(UsageUnit.OUTPUT_TOKENS, output)
                .build();
    }

    private void water(Vector vector) {
        Facility facility = new Facility(
                Spread.stated(vector.range("pue")),
                Spread.stated(vector.range("wue_site")),
                vector.in("wue_source"),
                0);
        Facility.Draw draw = facility.ofTotal(vector.range("energy_kwh"));
        vector.check("water_l", draw.waterOnsiteL().plus(draw.waterOffsiteL()));
    }

    private void carbonBasis(Vector vector) {
        ImpactRequest request = ImpactRequest.builder("google", "gemini-2.5-flash", TokenUsage.of(100, 300), NOW)
                .build();
        for (CarbonBasis basis : CarbonBasis.values()) {
            Impact impact =
                    EnvironmentalCalculator.builder().carbonBasis(basis).build().calculate(request);
            String name = basis == CarbonBasis.LOCATION ? "location" : "market";
            assertThat(impact.provenance().basis()).isEqualTo(basis);
            assertThat(impact.provenance().gramsPerKwh()).isEqualTo(vector.in(name + "_g_per_kwh"));
            vector.check(name + "_g", impact.provenance().gramsPerKwh() * vector.in("energy_kwh"));
        }
    }

    private void invariants(Vector vector) {
        assertThat((List<?>) vector.expected().get("rules"))
                .map(Objects::toString)
                .containsExactlyElementsOf(InvariantsTest.RULES);
    }
}
