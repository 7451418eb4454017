package ai.aim2balance.metering.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.aim2balance.metering.usage.TokenUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** How vectors with figures of others are checked: published results, restoration, carbon intensity. */
final class PublishedVectors {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final EnvironmentFactors factors = EnvironmentFactors.bundled();

    void publishedAnchor(Vector vector) {
        if (vector.expected().containsKey("wh")) {
            jeghamAnchors(vector);
            return;
        }
        String source = Objects.toString(vector.input().get("source"), "");
        String what = source.startsWith("S. Altman") ? "ChatGPT average query" : "Mistral Large 2, 400-token answer";
        PublishedResult result = factors.publishedResults().stream()
                .filter(candidate -> candidate.what().equals(what))
                .findFirst()
                .orElseThrow();
        double scale = vector.in("output_tokens", 400) / 400;
        if (vector.expected().containsKey("gwp_kg")) {
            vector.close(
                    "gwp_kg",
                    Objects.requireNonNull(result.co2eKg()).times(scale).likely(),
                    vector.expectedRange("gwp_kg").likely());
        }
        if (vector.expected().containsKey("energy_kwh")) {
            vector.check("energy_kwh", Objects.requireNonNull(result.energyKwh()));
        }
        if (vector.expected().containsKey("adpe_kgsb")) {
            BigDecimal milligrams = new BigDecimal(result.note().split(" ", -1)[0]);
            vector.check("adpe_kgsb", milligrams.movePointLeft(6).doubleValue());
        }
        vector.check("water_l", Objects.requireNonNull(result.waterL()).times(scale));
    }

    private void jeghamAnchors(Vector vector) {
        Map<?, ?> wattHours =
                (Map<?, ?>) Objects.requireNonNull(vector.expected().get("wh"));
        EnergyFactor.Curve curve = curve(400, 0.421, 2000, 1.214, 11500, 1.788);
        wattHours.forEach((shape, wanted) -> {
            String[] tokens = Objects.toString(shape).split("/", -1);
            double total = Double.parseDouble(tokens[0]) + Double.parseDouble(tokens[1]);
            vector.close(
                    Objects.toString(shape),
                    curve.wattHours(total),
                    ((Number) Objects.requireNonNull(wanted)).doubleValue());
        });
        assertThat(factors.publishedResults())
                .anySatisfy(result -> assertThat(result.note()).isEqualTo("sd 0.127"));
    }

    private static EnergyFactor.Curve curve(double... figures) {
        return new EnergyFactor.Curve(Stream.iterate(0, i -> i < figures.length, i -> i + 2)
                .map(i -> new EnergyFactor.Point(figures[i], figures[i + 1]))
                .toList());
    }

    void publishedCurve(Vector vector) {
        List<Double> tokens = vector.inputs("anchors_tokens");
        List<Double> wattHours = vector.inputs("anchors_wh");
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            points.append("{tokens: ")
                    .append(tokens.get(i))
                    .append(", wh: ")
                    .append(wattHours.get(i))
                    .append("}, ");
        }
        Impact impact =
                published("wh_by_tokens: [" + points + "]", TokenUsage.of((long) vector.in("total_tokens") - 500, 500));
        vector.check("energy_kwh", impact.energyKwh());
    }

    void publishedFactor(Vector vector) {
        Impact impact = published(
                "wh_per_1k_input: " + vector.in("wh_per_1k_input") + ", wh_per_1k_output: "
                        + vector.in("wh_per_1k_output"),
                TokenUsage.of((long) vector.in("input_tokens"), (long) vector.in("output_tokens")));
        vector.check("energy_kwh", impact.energyKwh());
    }

    private Impact published(String figures, TokenUsage usage) {
        EnvironmentFactors own =
                factors.with("version: test\npublished: [{model: m, " + figures + ", source: paper}]", "test.yaml");
        Impact impact = EnvironmentalCalculator.builder()
                .factors(own)
                .build()
                .calculate(ImpactRequest.builder("openai", "m", usage, NOW).build());
        assertThat(impact.provenance().method()).isEqualTo(ImpactMethod.PUBLISHED_FACTOR);
        return impact;
    }

    void restoration(Vector vector) {
        BigDecimal spend = vector.exact(vector.input().containsKey("spend_eur") ? "spend_eur" : "cost_eur");
        BigDecimal donation = spend.multiply(vector.exact("fee_rate"));
        vector.check("donation_eur", donation.doubleValue());
        RestorationRate rate = factors.restorationRate(NOW);
        assertThat(rate.m2PerEur()).isEqualByComparingTo(vector.exact("m2_per_eur"));
        assertThat(rate.m2(donation))
                .isEqualByComparingTo(
                        new BigDecimal(Objects.toString(vector.expected().get("m2"))));
    }

    void restorationRatio(Vector vector) {
        double m2PerTree = vector.in("hectares") * 10_000 / vector.in("trees");
        double eurPerTree = vector.in("eur") / vector.in("eur_trees");
        vector.check("m2_per_tree", m2PerTree);
        vector.check("eur_per_tree", eurPerTree);
        vector.check("eur_per_m2", eurPerTree / m2PerTree);
        assertThat(factors.restorationRate(NOW).m2PerEur().doubleValue())
                .as("the bundled rate is this ratio, rounded to two decimals")
                .isEqualTo(Math.round(m2PerTree / eurPerTree * 100) / 100.0);
    }

    void softwareCarbonIntensity(Vector vector) {
        Impact one = EnvironmentalCalculator.bundled()
                .calculate(ImpactRequest.builder("openai", "gpt-4o", TokenUsage.of(1, 1), NOW)
                        .build());
        Impact year = new Impact(
                one.energyKwh(),
                one.waterOnsiteL(),
                one.waterOffsiteL(),
                vector.range("operational_kg"),
                vector.range("embodied_kg"),
                one.m2Restored(),
                one.m2PerEur(),
                one.provenance(),
                null);
        vector.check("sci_kg_per_billion_tokens", year.sci(vector.in("tokens") / 1e9));
        assertThat(year.sci(1).likely()).isCloseTo(6500, within(1e-12));
    }
}
