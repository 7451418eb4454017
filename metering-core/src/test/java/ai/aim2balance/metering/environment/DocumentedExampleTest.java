package ai.aim2balance.metering.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.aim2balance.metering.usage.TokenUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The factor file in the documentation does what is written beside it. */
class DocumentedExampleTest {
    private static final String START = "<!-- example: environment.yaml -->\n```yaml\n";

    private EnvironmentalCalculator calculator = EnvironmentalCalculator.bundled();

    @BeforeEach
    void readTheExample() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("basedir", ""), "..", "docs", "environment.md"));
        int start = page.indexOf(START) + START.length();
        assertThat(start).isGreaterThan(START.length());
        String yaml = page.substring(start, page.indexOf("```", start));
        calculator = EnvironmentalCalculator.builder()
                .factors(EnvironmentFactors.bundled().with(yaml, "environment.yaml"))
                .build();
    }

    private Impact weigh(String provider, String model, String day) {
        return calculator.calculate(
                ImpactRequest.builder(provider, model, TokenUsage.of(1000, 1000), Instant.parse(day + "T00:00:00Z"))
                        .duration(Duration.ofSeconds(10))
                        .build());
    }

    @Test
    void theOverrideHoldsFromItsDayForItsProvider() {
        Range override = weigh("azure", "gpt-4o", "2026-12-01").energyKwh();
        assertThat(override.low()).isCloseTo(0.000625, within(1e-12));
        assertThat(override.likely()).isCloseTo(0.00125, within(1e-12));
        assertThat(override.high()).isCloseTo(0.0025, within(1e-12));
        assertThat(weigh("azure", "gpt-4o", "2026-12-01").provenance().source())
                .isEqualTo("data processing agreement of 2026-10-01, annex 4");
        assertThat(weigh("azure", "gpt-4o", "2026-11-30").provenance().method())
                .isEqualTo(ImpactMethod.PARAMETRIC_TIMED);
        assertThat(weigh("openai", "gpt-4o", "2026-12-01").provenance().method())
                .isEqualTo(ImpactMethod.PARAMETRIC_TIMED);
    }

    @Test
    void theCurveTheModelAndTheRackAreKnown() {
        assertThat(weigh("openai", "acme-writer", "2026-12-01").energyKwh().likely())
                .isCloseTo(0.0012, within(1e-12));
        assertThat(weigh("openai", "coder-prod", "2026-12-01").provenance().matched())
                .isEqualTo("acme-coder");
        Impact rack = weigh("rack", "acme-coder", "2026-12-01");
        assertThat(rack.provenance().method()).isEqualTo(ImpactMethod.LOCAL_POWER);
        assertThat(rack.provenance().gramsPerKwh()).isEqualTo(344.14);
        assertThat(weigh("rack", "acme-coder", "2027-01-01").provenance().gramsPerKwh())
                .isEqualTo(330);
    }

    @Test
    void theRateAndTheVersionAreTheExamples() {
        assertThat(weigh("openai", "gpt-4o", "2027-01-01").m2PerEur()).isEqualByComparingTo("0.75");
        assertThat(calculator.factors().version()).isEqualTo("2026.11+acme-3");
    }
}
