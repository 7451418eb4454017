package ai.aim2balance.metering.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.usage.TokenUsage;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the operator: what they change, from when, and how mistakes in them are told. */
class FactorFileTest {
    private static final EnvironmentFactors BUNDLED = EnvironmentFactors.bundled();

    private static EnvironmentFactors with(String rows) {
        return BUNDLED.with("version: ours\n" + rows, "ours.yaml");
    }

    private static Impact weigh(EnvironmentFactors factors, String provider, String model, String day) {
        return EnvironmentalCalculator.builder()
                .factors(factors)
                .build()
                .calculate(ImpactRequest.builder(
                                provider, model, TokenUsage.of(1000, 1000), Instant.parse(day + "T00:00:00Z"))
                        .donatedEur(BigDecimal.ONE)
                        .build());
    }

    private static void assertRefused(String rows, String message) {
        assertThatThrownBy(() -> with(rows))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }

    @Test
    void anOverrideGoesBeforeEverythingFromItsDay() {
        EnvironmentFactors factors = with("""
                overrides:
                  - {model: gpt-4o, wh_per_1k_input: 0.1, wh_per_1k_output: 2, low_factor: 0.5, high_factor: 3,
                     source: our measurement, valid_from: 2026-12-01}
                """);
        Impact before = weigh(factors, "openai", "gpt-4o", "2026-11-30");
        assertThat(before.provenance().method()).isEqualTo(ImpactMethod.PARAMETRIC);
        Impact after = weigh(factors, "openai", "gpt-4o", "2026-12-01");
        assertThat(after.energyKwh()).isEqualTo(new Range(0.0021 * 0.5, 0.0021, 0.0021 * 3));
        assertThat(after.provenance()).satisfies(provenance -> {
            assertThat(provenance.method()).isEqualTo(ImpactMethod.OPERATOR_OVERRIDE);
            assertThat(provenance.source()).isEqualTo("our measurement");
            assertThat(provenance.factorVersion()).isEqualTo("2026.11+ours");
            assertThat(provenance.isFallback()).isFalse();
        });
        assertThat(after.co2eEmbodiedKg()).isEqualTo(before.co2eEmbodiedKg());
        assertThat(weigh(factors, "openai", "gpt-4o-2024-08-06", "2026-12-01")
                        .provenance()
                        .method())
                .as("for exactly this model only")
                .isEqualTo(ImpactMethod.PARAMETRIC);
    }

    @Test
    void anOverrideForOneProviderGoesBeforeOneForAll() {
        EnvironmentFactors factors = with("""
                overrides:
                  - {model: m, wh_per_1k_input: 0, wh_per_1k_output: 1, source: a}
                  - {model: m, provider: azure-openai, wh_per_1k_input: 0, wh_per_1k_output: 5, source: b}
                """);
        assertThat(weigh(factors, "AzureOpenAI", "m", "2026-12-01").energyKwh()).isEqualTo(Range.of(0.005));
        assertThat(weigh(factors, "openai", "m", "2026-12-01").energyKwh()).isEqualTo(Range.of(0.001));
    }

    @Test
    void beyondTheLastPointACurveIsExtendedWithLowConfidence() {
        EnvironmentFactors factors = with("""
                published:
                  - {model: m, wh_by_tokens: [{tokens: 500, wh: 1}, {tokens: 1500, wh: 2}], source: paper,
                     confidence: high}
                """);
        Impact impact = weigh(factors, "aws-bedrock", "m", "2026-12-01");
        assertThat(impact.energyKwh().likely()).isEqualTo(0.0025);
        assertThat(impact.provenance().confidence()).isEqualTo(Confidence.LOW);
    }

    @Test
    void aNewModelAndItsOtherNamesAreKnownAtOnce() {
        EnvironmentFactors factors = with("""
                models:
                  - {model: house-1, aliases: [our-model], active_b: 7, total_b: 7, quantization_bits: 8,
                     hardware: small, source: ours, confidence: high}
                """);
        Impact impact = weigh(factors, "self-hosted", "our-model", "2026-11-24");
        assertThat(impact.provenance().matched()).isEqualTo("house-1");
        assertThat(impact.provenance().confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void halfTheBitsNeedHalfTheMachines() {
        String row = "models: [{model: big, active_b: 37, total_b: 671, source: ours, quantization_bits: ";
        double sixteen = weigh(with(row + "16}]"), "deepseek", "big", "2026-11-24")
                .energyKwh()
                .likely();
        double eight = weigh(with(row + "8}]"), "deepseek", "big", "2026-11-24")
                .energyKwh()
                .likely();
        assertThat(eight / sixteen).isBetween(0.25, 0.5);
    }

    @Test
    void aReplacedModelKeepsItsOtherNames() {
        EnvironmentFactors factors = with("models: [{model: gpt-3.5-turbo, active_b: 7, total_b: 7, source: ours}]");
        assertThat(weigh(factors, "azure", "gpt-35-turbo", "2026-11-24")
                        .provenance()
                        .source())
                .isEqualTo("ours");
    }

    @Test
    void theOperatorsHostGoesBeforeTheModelsHomePue() {
        EnvironmentFactors factors =
                with("providers: [{provider: openai, zone: SWE, pue: 1.05, water_onsite: 0, source: contract}]");
        Impact impact = weigh(factors, "openai", "gpt-4o", "2026-11-24");
        assertThat(impact.provenance().pue()).isEqualTo(Range.of(1.05));
        assertThat(impact.provenance().zone()).isEqualTo("SWE");
        assertThat(impact.waterOnsiteL()).isEqualTo(Range.ZERO);
    }

    @Test
    void theWattsOfAnOwnMachineStandBesideOrReplaceAsTheFileSays() {
        String row = "providers: [{provider: ollama, zone: DEU, pue: 1.0, water_onsite: 0, source: meter,"
                + " local_power: {device_watts: 250, utilisation: 0.9, host_watts: 60, replaces_tokens: %s}}]";
        ImpactRequest call = ImpactRequest.builder(
                        "ollama", "gemma3:12b", TokenUsage.of(10, 10), Instant.parse("2026-11-24T00:00:00Z"))
                .duration(java.time.Duration.ofSeconds(20))
                .build();
        Impact beside = EnvironmentalCalculator.builder()
                .factors(with(row.formatted(false)))
                .build()
                .calculate(call);
        assertThat(beside.provenance().method()).isEqualTo(ImpactMethod.PARAMETRIC_TIMED);
        assertThat(Objects.requireNonNull(beside.durationBased()).method()).isEqualTo(ImpactMethod.LOCAL_POWER);
        Impact replaced = EnvironmentalCalculator.builder()
                .factors(with(row.formatted(true)))
                .build()
                .calculate(call);
        assertThat(replaced.provenance().method()).isEqualTo(ImpactMethod.LOCAL_POWER);
        assertThat(replaced.energyKwh()).isEqualTo(beside.durationBased().energyKwh());
        assertThat(replaced.energyKwh().likely()).isCloseTo((250 * 0.9 + 60) * 20 / 3_600_000, within(1e-12));
    }

    @Test
    void aRateOfRestorationIsDatedAndSelected() {
        EnvironmentFactors factors = with("""
                restoration:
                  - {rate: bergwaldprojekt, m2_per_eur: 0.75, source: letter, valid_from: 2027-01-01}
                """);
        assertThat(weigh(factors, "openai", "gpt-4o", "2026-12-31").m2Restored())
                .isEqualByComparingTo("0.80");
        assertThat(weigh(factors, "openai", "gpt-4o", "2027-01-01").m2Restored())
                .isEqualByComparingTo("0.75");
        assertThat(with("settings: {restoration_rate: conservative}")
                        .restorationRate(Instant.EPOCH)
                        .m2PerEur())
                .isEqualByComparingTo("0.571");
    }

    @Test
    void theOlderEditionOfTheEmbodiedFactorsCanBeSelected() {
        Impact old = weigh(with("settings: {embodied_edition: \"0.9\"}"), "openai", "gpt-4o", "2026-11-24");
        Impact now = weigh(BUNDLED, "openai", "gpt-4o", "2026-11-24");
        assertThat(old.co2eEmbodiedKg().likely() / now.co2eEmbodiedKg().likely())
                .isCloseTo((5700 / 8.0 + 164) / (5700 / 8.0 + 273), within(1e-9));
    }

    @Test
    void aFileOnDiskIsNamedInMessagesWithoutItsDirectory(@TempDir Path directory) throws java.io.IOException {
        Path file = Files.writeString(directory.resolve("mine.yaml"), "version: x\nzones: [{zone: AAA}]");
        assertThatThrownBy(() -> BUNDLED.with(file))
                .hasMessage("mine.yaml, line 2: zones[0].g_per_kwh is missing; allowed: a value");
        Files.writeString(file, "version: x\nzones: [{zone: aaa, g_per_kwh: 5, water_offsite: 1, source: s}]");
        assertThat(BUNDLED.with(file).version()).isEqualTo("2026.11+x");
        assertThatThrownBy(() -> BUNDLED.with(directory.resolve("none.yaml")))
                .hasMessageStartingWith("none.yaml is not readable: ");
    }

    @Test
    void aMistypedNameIsRefused() {
        assertRefused(
                "overrides:\n  - {model: m, wh_per_1k_inptu: 1}",
                "ours.yaml, line 3: overrides[0].wh_per_1k_inptu is an unknown field; allowed: confidence, high_factor,"
                        + " low_factor, model, provider, source, valid_from, wh_by_tokens, wh_per_1k_cache_read,"
                        + " wh_per_1k_input, wh_per_1k_output");
        assertRefused(
                "setings: {}",
                "ours.yaml, line 2: setings is an unknown field; allowed: embodied, hardware, models, overrides,"
                        + " providers, published, published_results, restoration, settings, sources, tier_rules, tiers,"
                        + " version, weights, zones");
    }

    @Test
    void aNegativeFigureIsRefused() {
        assertRefused(
                "models:\n  - model: m\n    active_b: -3\n    total_b: 7\n    source: s",
                "ours.yaml, line 4: models[0].active_b is -3; allowed: 0 to 1000000");
        assertRefused(
                "restoration: [{rate: r, m2_per_eur: -0.8, source: s}]",
                "ours.yaml, line 2: restoration[0].m2_per_eur is -0.8; allowed: 0 to 1000000");
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertRefused(
                "zones: [{zone: AAA, g_per_kwh: .nan, water_offsite: 1, source: s}]",
                "ours.yaml, line 2: zones[0].g_per_kwh is .nan; allowed: a decimal number such as 2.5");
        assertRefused(
                "zones: [{zone: AAA, g_per_kwh: 1e999, water_offsite: 1, source: s}]",
                "ours.yaml, line 2: zones[0].g_per_kwh is 1E+999; allowed: 0 to 5000");
        assertRefused(
                "weights: {input: [0.1, x], cache_read: 0, cache_write: 0}",
                "ours.yaml, line 2: weights.input is x; allowed: decimal numbers such as 2.5");
    }

    @Test
    void leastAboveMostIsRefused() {
        assertRefused(
                "providers: [{provider: p, zone: DEU, pue: [1.3, 1.1], water_onsite: 0, source: s}]",
                "ours.yaml, line 2: providers[0].pue is [1.3, 1.1]; allowed: one number, or [least, most] or [least,"
                        + " likely, most], ascending");
        assertRefused(
                "models: [{model: m, active_b: 8, total_b: 7, source: s}]",
                "ours.yaml, line 2: models[0].active_b is 8.0 to 8.0; allowed: not above total_b");
        assertRefused(
                "overrides: [{model: m, wh_per_1k_input: 1, wh_per_1k_output: 1, low_factor: 1.5, source: s}]",
                "ours.yaml, line 2: overrides[0].low_factor is 1.5; allowed: 0 to 1");
    }

    @Test
    void aMissingSourceOrVersionIsRefused() {
        assertRefused(
                "models: [{model: m, active_b: 7, total_b: 7}]",
                "ours.yaml, line 2: models[0].source is missing; allowed: a value");
        assertThatThrownBy(() -> BUNDLED.with("settings: {batch: 8}", "ours.yaml"))
                .hasMessage("ours.yaml, line 1: version is missing; allowed: a value");
    }

    @Test
    void aReferenceToNothingIsRefused() {
        assertRefused(
                "tier_rules: [{parts: [house], tier: Q}]",
                "ours.yaml, line 2: tier_rules[0].tier is Q; allowed: DEFAULT, L, M, S, XL, XS, XXL, XXXL");
        assertRefused(
                "settings: {embodied_edition: \"1.0\"}",
                "ours.yaml, line 2: settings.embodied_edition is 1.0; allowed: 0.9, mid-2026");
        assertRefused(
                "models: [{model: m, active_b: 7, total_b: 7, hardware: tiny, source: s}]",
                "ours.yaml, line 2: models[0].hardware is tiny; allowed: large, large-batch-16, large-batch-4, medium,"
                        + " micro, nano, small");
    }

    @Test
    void aZoneThatIsNoneIsRefused() {
        String zones = String.join(
                ", ", new java.util.TreeSet<>(BUNDLED.tables(0).zones.keySet()));
        String row = "providers: [{provider: p, zone: %s, pue: 1.1, water_onsite: 0, source: s%s}]";
        assertRefused(row.formatted("DEUT", ""), "ours.yaml, line 2: providers[0].zone is DEUT; allowed: " + zones);
        assertRefused(
                row.formatted("DEU", ", in_zone: SWEDEN"),
                "ours.yaml, line 2: providers[0].in_zone is SWEDEN; allowed: " + zones);
    }

    @Test
    void theSameRowTwiceForOneDayIsRefused() {
        assertRefused(
                "models:\n  - {model: m, active_b: 7, total_b: 7, source: s}\n  - {model: M, active_b: 8, total_b: 8, source: s}",
                "ours.yaml, line 4: models[1].valid_from is the same as in another row of m; allowed: one row per name"
                        + " and day");
    }

    @Test
    void aDateThatIsNoneIsRefused() {
        assertRefused(
                "restoration: [{rate: r, m2_per_eur: 1, source: s, valid_from: 2026-13-01}]",
                "ours.yaml, line 2: restoration[0].valid_from is 2026-13-01; allowed: a date such as 2026-12-01");
    }

    @Test
    void aCurveThatFallsIsRefused() {
        assertRefused(
                "published: [{model: m, wh_by_tokens: [{tokens: 5, wh: 2}, {tokens: 9, wh: 1}], source: s}]",
                "ours.yaml, line 2: published[0].wh_by_tokens[1].wh is 1; allowed: not less than the point before");
    }
}
