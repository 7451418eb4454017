package ai.aim2balance.metering.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The bundled tables hold exactly what was published, and what follows from it by the formula. */
class BundledFactorsTest {
    private static final Map<String, String> HOSTS = Map.of(
            "together / fireworks / deepinfra (GPU clouds)", "gpu-cloud",
            "ollama (local machine)", "ollama",
            "self-hosted (company server room)", "self-hosted",
            "azure-openai (Sweden Central)", "azure-openai@SWE");
    private static final Map<String, String> MICROSOFT = Map.ofEntries(
            Map.entry("US-Virginia", "US-VA"),
            Map.entry("US-Texas", "US-TX"),
            Map.entry("US-Georgia", "US-GA"),
            Map.entry("US-Illinois", "US-IL"),
            Map.entry("US-Iowa", "US-IA"),
            Map.entry("US-Arizona", "US-AZ"),
            Map.entry("US-Wyoming", "US-WY"),
            Map.entry("Ireland", "IRL"),
            Map.entry("Netherlands", "NLD"),
            Map.entry("Denmark", "DNK"),
            Map.entry("Finland", "FIN"),
            Map.entry("India", "IND"),
            Map.entry("Indonesia", "IDN"),
            Map.entry("Mexico", "MEX"));

    private final EnvironmentFactors factors = EnvironmentFactors.bundled();
    private final FactorTables tables = factors.tables(0);

    private static double number(Map<String, String> row, String column) {
        String text = Objects.requireNonNull(row.get(column), column);
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    /** Equal to all the decimals that the file prints. */
    private static void assertPrinted(Map<String, String> row, String column, double actual) {
        BigDecimal printed = new BigDecimal(Objects.requireNonNull(row.get(column), column));
        double halfUlp = BigDecimal.valueOf(51, printed.scale() + 2).doubleValue();
        assertThat(actual).as("%s of %s", column, row).isCloseTo(printed.doubleValue(), Offset.offset(halfUlp));
    }

    private ModelRow model(String published) {
        String name = published.split(" / | \\(", 2)[0];
        return Objects.requireNonNull(tables.models.exact(ModelName.of(name)), name);
    }

    @Test
    void modelsHaveThePublishedParametersAndGiveThePublishedEnergyPerToken() {
        List<Map<String, String>> rows = SharedData.csv("model_factors.csv");
        assertThat(rows).hasSize(64);
        Parametric method = new Parametric(tables.constants);
        for (Map<String, String> row : rows) {
            ModelRow model = model(Objects.requireNonNull(row.get("model")));
            ModelSize size = model.size();
            assertThat(size)
                    .isEqualTo(new ModelSize(
                            number(row, "active_params_b_min"),
                            number(row, "active_params_b_max"),
                            number(row, "total_params_b_min"),
                            number(row, "total_params_b_max"),
                            number(row, "tps"),
                            number(row, "ttft_s"),
                            Double.NaN));
            assertThat(method.gpus(size.totalMinB(), 16)).isEqualTo(number(row, "gpus_h100_min"));
            assertThat(method.gpus(size.totalMaxB(), 16)).isEqualTo(number(row, "gpus_h100_max"));
            Spread pue = Objects.requireNonNull(model.pue());
            assertThat(pue.figures().low()).isEqualTo(number(row, "pue_min"));
            assertThat(pue.figures().high()).isEqualTo(number(row, "pue_max"));

            Parametric.Chain token = method.chain(size, 1, 0, Double.POSITIVE_INFINITY);
            Range wattHours = pue.appliedTo(token.itKwh()).times(1e6);
            Range input = wattHours.timesEach(tables.weights.input());
            assertPrinted(row, "wh_per_1k_output_tokens_min", wattHours.low());
            assertPrinted(row, "wh_per_1k_output_tokens_likely", wattHours.likely());
            assertPrinted(row, "wh_per_1k_output_tokens_max", wattHours.high());
            assertPrinted(row, "wh_per_1k_input_tokens_min", input.low());
            assertPrinted(row, "wh_per_1k_input_tokens_likely", input.likely());
            assertPrinted(row, "wh_per_1k_input_tokens_max", input.high());
            assertThat(row.get("confidence"))
                    .startsWith(model.confidence().key().replace('-', ' '));
        }
    }

    @Test
    void tiersHaveThePublishedParameters() {
        EnvironmentalCalculator calculator = EnvironmentalCalculator.bundled();
        assertThat(calculator.factors()).isSameAs(factors);
        for (Map<String, String> row : SharedData.csv("fallback_tiers.csv")) {
            String tier = Objects.requireNonNull(row.get("tier"));
            Tier actual = Objects.requireNonNull(tables.tiers.get(tier), tier);
            assertThat(actual.size().activeMinB()).isEqualTo(number(row, "active_min_b"));
            assertThat(actual.size().activeMaxB()).isEqualTo(number(row, "active_max_b"));
            String[] total = Objects.requireNonNull(row.get("total_b")).split("-", 2);
            assertThat(actual.size().totalMinB()).isEqualTo(Double.parseDouble(total[0]));
            assertThat(actual.size().totalMaxB()).isEqualTo(Double.parseDouble(total[total.length - 1]));
        }
    }

    @Test
    void hostsHaveThePublishedPueWaterAndGrid() {
        for (Map<String, String> row : SharedData.csv("providers.csv")) {
            String name = Objects.requireNonNull(row.get("provider"));
            String key = HOSTS.getOrDefault(name, name);
            HostRow host = Objects.requireNonNull(
                    tables.hosts.get(key.indexOf('@') > 0 ? key.replace("-", "") : HostRow.key(key)), name);
            assertThat(host.pue().figures())
                    .isEqualTo(new Range(number(row, "pue_min"), number(row, "pue_likely"), number(row, "pue_max")));
            assertThat(host.waterOnsite().figures())
                    .isEqualTo(new Range(
                            number(row, "wue_onsite_l_per_kwh_min"),
                            number(row, "wue_onsite_likely"),
                            number(row, "wue_onsite_max")));
            ZoneRow zone = Objects.requireNonNull(tables.zones.get(host.zone()));
            assertThat(Double.isNaN(host.gramsPerKwh()) ? zone.gramsPerKwh() : host.gramsPerKwh())
                    .isEqualTo(number(row, "grid_location_g_per_kwh"));
            assertThat(Double.isNaN(host.waterOffsite()) ? zone.waterOffsite() : host.waterOffsite())
                    .isEqualTo(number(row, "wue_offsite_l_per_kwh"));
            assertThat((Double) host.marketGramsPerKwh())
                    .isEqualTo(Double.valueOf(number(row, "grid_market_g_per_kwh")));
        }
    }

    @Test
    void zonesHaveThePublishedElectricity() {
        List<Map<String, String>> rows = SharedData.csv("grid_intensity.csv");
        assertThat(rows).hasSize(56);
        for (Map<String, String> row : rows) {
            ZoneRow zone = Objects.requireNonNull(tables.zones.get(row.get("zone")), row.get("zone"));
            assertThat(zone.gramsPerKwh()).isEqualTo(number(row, "gwp_g_per_kwh"));
            assertThat(zone.waterOffsite()).isEqualTo(number(row, "wue_offsite_l_per_kwh"));
            assertThat(zone.primaryMj()).isEqualTo(number(row, "pe_mj_per_kwh"));
            assertThat(zone.depletionKgSb()).isEqualTo(number(row, "adpe_kgsb_per_kwh"));
            assertThat(zone.waterIsWorld()).isEqualTo("true".equals(row.get("wue_is_world_fallback")));
        }
    }

    @Test
    void microsoftsSitesHaveThePublishedPueAndWater() {
        for (Map<String, String> row : SharedData.csv("region_li_et_al.csv")) {
            String zoneCode = MICROSOFT.get(row.get("location"));
            if (zoneCode == null) {
                assertThat(row.get("location"))
                        .as("Sweden has a row of its own among the providers")
                        .isEqualTo("Sweden");
                continue;
            }
            HostRow host = Objects.requireNonNull(tables.hosts.get(HostRow.key("azure-openai", zoneCode)));
            assertThat(host.pue().figures()).isEqualTo(Range.of(number(row, "pue")));
            assertThat(host.waterOnsite().figures()).isEqualTo(Range.of(number(row, "wue_onsite_l_per_kwh")));
            double offsite = Double.isNaN(host.waterOffsite())
                    ? Objects.requireNonNull(tables.zones.get(zoneCode)).waterOffsite()
                    : host.waterOffsite();
            assertThat(offsite).isEqualTo(number(row, "ewif_offsite_l_per_kwh"));
        }
    }

    @Test
    void hardwareHasThePublishedShares() {
        for (Map<String, String> row : SharedData.csv("jegham_hardware.csv")) {
            String name =
                    Objects.requireNonNull(row.get("class")).replace(", ", "-").replace(' ', '-');
            HardwareClass hardware = Objects.requireNonNull(tables.hardware.get(name), name);
            assertThat(hardware.gpuShare())
                    .isEqualTo(Range.between(number(row, "u_gpu_min"), number(row, "u_gpu_max")));
            assertThat(hardware.otherShare()).isEqualTo(number(row, "u_nongpu"));
            assertThat(tables.constants.nodeGpuKw).isEqualTo(number(row, "p_gpu_kw_h100"));
            assertThat(tables.constants.nodeOtherKw).isEqualTo(number(row, "p_nongpu_kw_h100"));
        }
    }

    @Test
    void ratesOfRestorationAreThePublishedOnesAndNoneOfThoseNotToBeUsed() {
        for (Map<String, String> row : SharedData.csv("restoration_rates.csv")) {
            String rate = Objects.requireNonNull(row.get("m2_per_eur"));
            if (!rate.isEmpty()) {
                assertThat(tables.restorationRates.values())
                        .extracting(RestorationRate::m2PerEur)
                        .anySatisfy(bundled -> assertThat(bundled).isEqualByComparingTo(rate));
            }
        }
        assertThat(tables.restorationRates).hasSize(4);
    }

    @Test
    void constantsAreThePublishedOnes() {
        Map<?, ?> json = SharedData.json("constants.json");
        Map<?, ?> method = map(json, "ecologits");
        Constants constants = tables.constants;
        assertThat(List.of(
                        constants.gpuEnergyAlpha,
                        constants.gpuEnergyBeta,
                        constants.gpuEnergyGamma,
                        constants.latencyAlpha,
                        constants.latencyBeta,
                        constants.latencyGamma,
                        constants.batch,
                        constants.quantizationBits,
                        constants.memoryOverhead,
                        constants.gpuMemoryGb,
                        constants.serverGpus,
                        constants.serverKw,
                        constants.hardwareLifeS,
                        constants.embodied.gpuKg(),
                        constants.embodied.serverKg(),
                        constants.bandLow,
                        constants.bandHigh))
                .containsExactly(
                        value(map(method, "gpu_energy"), "alpha"),
                        value(map(method, "gpu_energy"), "beta"),
                        value(map(method, "gpu_energy"), "gamma"),
                        value(map(method, "latency"), "alpha"),
                        value(map(method, "latency"), "beta"),
                        value(map(method, "latency"), "gamma"),
                        value(method, "batch_size"),
                        value(method, "quantization_bits"),
                        value(method, "memory_overhead"),
                        value(method, "gpu_memory_gb"),
                        value(method, "server_gpus"),
                        value(method, "server_power_kw"),
                        value(method, "hardware_lifespan_s"),
                        value(map(method, "embodied_mid_2026"), "gpu_gwp_kg"),
                        value(map(method, "embodied_mid_2026"), "server_gwp_kg"),
                        value(map(json, "method_band"), "low_factor"),
                        value(map(json, "method_band"), "high_factor"));
    }

    @Test
    void everyRowSaysWhereItsFiguresComeFrom() {
        assertThat(tables.hosts.values())
                .extracting(HostRow::source)
                .allSatisfy(source -> assertThat(source).hasSizeGreaterThan(8));
        assertThat(tables.zones.values())
                .extracting(ZoneRow::source)
                .allSatisfy(source -> assertThat(source).hasSizeGreaterThan(30));
        assertThat(tables.hardware.values())
                .extracting(HardwareClass::source)
                .allSatisfy(source -> assertThat(source).contains("arXiv"));
        assertThat(factors.publishedResults())
                .hasSize(12)
                .allSatisfy(result -> assertThat(result.source()).isNotBlank());
    }

    private static Map<?, ?> map(Map<?, ?> json, String name) {
        return (Map<?, ?>) Objects.requireNonNull(json.get(name), name);
    }

    private static double value(Map<?, ?> json, String name) {
        return ((Number) Objects.requireNonNull(json.get(name), name)).doubleValue();
    }
}
