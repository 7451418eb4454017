package ai.aim2balance.metering.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Json;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EnvironmentalCalculatorTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final EnvironmentalCalculator calculator = EnvironmentalCalculator.bundled();

    private static ImpactRequest.Builder call(String provider, String model) {
        return ImpactRequest.builder(provider, model, TokenUsage.of(100, 300), NOW);
    }

    private Impact weigh(String provider, String model) {
        return calculator.calculate(call(provider, model).build());
    }

    @Test
    void gpt4oWithAHundredTokensInAndThreeHundredOutTakesAboutSixTenthsOfAWattHour() {
        Impact impact = weigh("openai", "gpt-4o");
        assertThat(impact.energyKwh().low()).isCloseTo(0.000479, within(1e-6));
        assertThat(impact.energyKwh().likely()).isCloseTo(0.000632, within(1e-6));
        assertThat(impact.energyKwh().high()).isCloseTo(0.000817, within(1e-6));
        assertThat(impact.co2eUsageKg().likely()).isCloseTo(impact.energyKwh().likely() * 0.38355, within(1e-12));
        assertThat(impact.waterOffsiteL().likely()).isCloseTo(impact.energyKwh().likely() * 3.1321, within(1e-12));
        assertThat(impact.waterOnsiteL().likely()).isCloseTo(impact.energyKwh().likely() / 1.2 * 0.3, within(1e-12));
        assertThat(impact.provenance()).satisfies(provenance -> {
            assertThat(provenance.method()).isEqualTo(ImpactMethod.PARAMETRIC);
            assertThat(provenance.matched()).isEqualTo("gpt-4o");
            assertThat(provenance.host()).isEqualTo("openai");
            assertThat(provenance.zone()).isEqualTo("USA");
            assertThat(provenance.basis()).isEqualTo(CarbonBasis.LOCATION);
            assertThat(provenance.pue()).isEqualTo(Range.of(1.2));
            assertThat(provenance.confidence()).isEqualTo(Confidence.LOW);
            assertThat(provenance.factorVersion()).isEqualTo("2026.11");
            assertThat(provenance.isFallback()).isFalse();
        });
    }

    @Test
    void aHostThatOnlyAPartOfTheNameMeansIsTold() {
        assertThat(calculator
                        .calculate(call("acme_openai", "gpt-4o").build())
                        .provenance()
                        .fallbacks())
                .containsExactly(Fallback.HOST);
        assertThat(calculator
                        .calculate(call("openai", "gpt-4o").build())
                        .provenance()
                        .fallbacks())
                .isEmpty();
        assertThat(calculator
                        .calculate(call("nobody", "gpt-4o").build())
                        .provenance()
                        .fallbacks())
                .contains(Fallback.HOST);
    }

    @Test
    void anotherHostBringsItsOwnPueAndWater() {
        Impact home = weigh("openai", "gpt-4o");
        Impact azure = weigh("azureOpenAI", "gpt-4o");
        assertThat(azure.provenance().host()).isEqualTo("azure-openai");
        assertThat(azure.provenance().pue()).isEqualTo(new Range(1.12, 1.17, 1.2));
        assertThat(azure.energyKwh().low()).isCloseTo(home.energyKwh().low() * 1.12 / 1.2, within(1e-12));
        assertThat(azure.energyKwh().likely()).isCloseTo(home.energyKwh().likely() * 1.17 / 1.2, within(1e-12));
    }

    @Test
    void aZoneBringsItsElectricityAndTheHostsSiteThere() {
        Impact sweden = calculator.calculate(call("azure", "gpt-4o").zone("se").build());
        assertThat(sweden.provenance().zone()).isEqualTo("SWE");
        assertThat(sweden.provenance().gramsPerKwh()).isEqualTo(35.82);
        assertThat(sweden.provenance().pue()).isEqualTo(Range.of(1.16));
        assertThat(sweden.provenance().isFallback()).isFalse();
    }

    @Test
    void anUnknownZoneIsFlaggedAndFallsToItsCountryOrTheHosts() {
        Impact nowhere =
                calculator.calculate(call("openai", "gpt-4o").zone("XX-nowhere").build());
        assertThat(nowhere.provenance().zone()).isEqualTo("USA");
        assertThat(nowhere.provenance().fallbacks()).containsExactly(Fallback.ZONE);
        Impact bavaria =
                calculator.calculate(call("openai", "gpt-4o").zone("DE-BY").build());
        assertThat(bavaria.provenance().zone()).isEqualTo("DEU");
        assertThat(bavaria.provenance().fallbacks()).containsExactly(Fallback.ZONE);
    }

    @Test
    void aRoutersCallIsWeighedAtTheVendorInTheModelsName() {
        Impact routed = weigh("openrouter", "anthropic/claude-sonnet-4.6");
        assertThat(routed.provenance().host()).isEqualTo("anthropic");
        assertThat(routed.energyKwh())
                .isEqualTo(weigh("anthropic", "claude-sonnet-4-6").energyKwh());
        assertThat(weigh("openrouter", "unheard/of").provenance().host()).isEqualTo("openrouter");
    }

    @Test
    void theDefaultTierSpansItsParametersAndIsLikelyTierL() {
        Impact unknown = weigh("openai", "who-knows");
        Impact tierL = weigh("openai", "claude-sonnet-99");
        assertThat(tierL.provenance().matched()).isEqualTo("tier L");
        assertThat(unknown.energyKwh().likely()).isEqualTo(tierL.energyKwh().likely());
        assertThat(unknown.energyKwh().low()).isLessThan(tierL.energyKwh().low());
        assertThat(unknown.energyKwh().high()).isGreaterThan(tierL.energyKwh().high());
    }

    @Test
    void theFigureByDurationStandsBesideAndNeverReplaces() {
        Impact timed = calculator.calculate(
                call("openai", "gpt-4o").duration(Duration.ofSeconds(5)).build());
        DurationEstimate byTime = java.util.Objects.requireNonNull(timed.durationBased());
        assertThat(byTime.method()).isEqualTo(ImpactMethod.DURATION);
        assertThat(byTime.basedOn()).isEqualTo("hardware class large");
        // 5 s / 3600 * (5.6 kW * 6.5 % + 4.6 kW * 6.25 %) * PUE 1.2
        assertThat(byTime.energyKwh().likely()).isCloseTo(0.0010858, within(1e-7));
        assertThat(timed.provenance().method()).isEqualTo(ImpactMethod.PARAMETRIC_TIMED);
        assertThat(timed.energyKwh().likely())
                .isCloseTo(weigh("openai", "gpt-4o").energyKwh().likely(), within(1e-4));
        assertThat(weigh("openai", "gpt-4o").durationBased()).isNull();
    }

    @Test
    void aCallsOwnTimesCanBeLeftOutSoThatFiguresAddUp() {
        EnvironmentalCalculator linear =
                EnvironmentalCalculator.builder().callTimes(false).build();
        Impact impact = linear.calculate(
                call("openai", "gpt-4o").duration(Duration.ofSeconds(1)).build());
        assertThat(impact.provenance().method()).isEqualTo(ImpactMethod.PARAMETRIC);
        assertThat(impact.energyKwh()).isEqualTo(weigh("openai", "gpt-4o").energyKwh());
        assertThat(impact.durationBased()).isNotNull();
    }

    @Test
    void cachedTokensWeighLessAndReasoningIsPartOfTheOutput() {
        TokenUsage.Builder usage = TokenUsage.builder()
                .set(UsageUnit.INPUT_TOKENS, 10_000)
                .set(UsageUnit.OUTPUT_TOKENS, 100)
                .set(UsageUnit.OUTPUT_REASONING_TOKENS, 60);
        Range plain = energy(usage.build());
        Range cached = energy(usage.set(UsageUnit.CACHE_READ_TOKENS, 10_000).build());
        assertThat(plain.likely() / cached.likely()).isCloseTo((500.0 + 100) / (50 + 100), within(1e-9));
    }

    @Test
    void partsReportedWithoutTheirTotalAreNotLost() {
        TokenUsage parts = TokenUsage.builder()
                .set(UsageUnit.INPUT_AUDIO_TOKENS, 70)
                .set(UsageUnit.CACHE_READ_TOKENS, 30)
                .set(UsageUnit.CACHE_WRITE_5M_TOKENS, 5)
                .set(UsageUnit.OUTPUT_REASONING_TOKENS, 40)
                .build();
        assertThat(TokenCounts.of(parts)).isEqualTo(new TokenCounts(70, 30, 5, 40));
    }

    private Range energy(TokenUsage usage) {
        return calculator
                .calculate(ImpactRequest.builder("openai", "gpt-4o", usage, NOW).build())
                .energyKwh();
    }

    @Test
    void moreCombinationsThanAreKeptAreStillWeighed() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(weigh("p" + i, "m" + i).energyKwh().low()).isPositive();
        }
        assertThat(weigh("p".repeat(10_000), "m".repeat(10_000)).energyKwh().low())
                .isPositive();
    }

    @Test
    void squareMetresAreDonationTimesRateExactlyAndRoundedDownForDisplay() {
        Impact impact = calculator.calculate(call("openai", "gpt-4o")
                .donatedEur(new BigDecimal("0.000251234567"))
                .build());
        assertThat(impact.m2Restored()).isEqualByComparingTo("0.0002009876536");
        assertThat(impact.m2ForDisplay(4)).isEqualByComparingTo("0.0002");
        assertThat(impact.m2PerEur()).isEqualByComparingTo("0.80");
    }

    @Test
    void theCarbonIntensityOfAThousandTokensIsADivision() {
        Impact impact = weigh("openai", "gpt-4o");
        assertThat(impact.sci(0.4).likely()).isCloseTo(impact.co2eKg().likely() / 0.4, within(1e-15));
        assertThatThrownBy(() -> impact.sci(0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("functionalUnits is 0.0; allowed: a number above 0");
        Impact market = EnvironmentalCalculator.builder()
                .carbonBasis(CarbonBasis.MARKET)
                .build()
                .calculate(call("google", "gemini-2.5-flash").build());
        assertThatThrownBy(() -> market.sci(1)).hasMessage("basis is MARKET; allowed: LOCATION");
    }

    @Test
    void theMarketBasisAppearsOnlyWhereAHostHasAFigure() {
        EnvironmentalCalculator market = EnvironmentalCalculator.builder()
                .carbonBasis(CarbonBasis.MARKET)
                .build();
        assertThat(market.calculate(call("openai", "gpt-4o").build())
                        .provenance()
                        .basis())
                .isEqualTo(CarbonBasis.LOCATION);
    }

    @Test
    void theJudgementBandIsWiderThanTheModelsRange() {
        Range band = EnvironmentFactors.bundled().judgementBand(new Range(1, 2, 3));
        assertThat(band.low()).isCloseTo(0.3, within(1e-15));
        assertThat(band.likely()).isEqualTo(2);
        assertThat(band.high()).isEqualTo(12);
    }

    @Test
    void everythingIsPrintedLineByLineAsDecimalsWithoutExponents() {
        Impact impact = calculator.calculate(
                call("openai", "gpt-4o").duration(Duration.ofSeconds(2)).build());
        assertThat(impact.toMap().keySet())
                .containsExactly(
                        "kWh",
                        "waterL",
                        "waterOnsiteL",
                        "waterOffsiteL",
                        "co2e",
                        "co2eUsage",
                        "co2eEmbodied",
                        "m2Restored",
                        "m2PerEur",
                        "method",
                        "matched",
                        "source",
                        "host",
                        "zone",
                        "basis",
                        "gramsPerKwh",
                        "pue",
                        "factorVersion",
                        "confidence",
                        "isFallback",
                        "fallbacks",
                        "durationBased");
        assertThat(Json.write(impact.toMap()))
                .startsWith("{\"kWh\":{\"low\":0.0004")
                .contains("\"isFallback\":false")
                .doesNotContain("E-");
    }

    @Test
    void aDurationOfAnyLengthIsToldInMilliseconds() {
        Impact impact = calculator.calculate(call("openai", "gpt-4o")
                .duration(Duration.ofSeconds(Long.MAX_VALUE, 5_000_000))
                .build());

        assertThat(Json.write(impact.toMap())).contains("\"durationMs\":9223372036854775807005");
    }

    @Test
    void negativeInputIsRefusedByName() {
        assertThatThrownBy(() -> call("p", "m").duration(Duration.ofMillis(-1)).build())
                .hasMessage("duration is PT-0.001S; allowed: 0 or more");
        assertThatThrownBy(
                        () -> call("p", "m").donatedEur(new BigDecimal("-0.1")).build())
                .hasMessage("donatedEur is -0.1; allowed: 0 or more");
        assertThat(call("p", "m")
                        .donatedEur(new BigDecimal("-0.000000000001"))
                        .build()
                        .donatedEur())
                .as("what rounding can leave of a fee")
                .isZero();
        assertThatThrownBy(() -> new Range(1, 0.5, 2))
                .hasMessage("range is 1.0, 0.5, 2.0; allowed: 0 <= low <= likely <= high, finite");
        assertThatThrownBy(() -> Range.of(Double.NaN)).isInstanceOf(InvalidInputException.class);
    }
}
