package ai.aim2balance.metering.environment;

import ai.aim2balance.metering.environment.FactorReader.Sources;
import ai.aim2balance.metering.internal.YamlMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One row of each section of a factor file: its fields, their units and their bounds. */
final class RowReader {
    private static final double BILLIONS = 1e6;
    private static final double LITRES = 1000;
    private static final double GRAMS = 5000;
    private static final double PUE = 10;
    private static final double WATTS = 1e6;

    private RowReader() {}

    static ModelRow model(YamlMap row, Sources sources) {
        row.allowOnly(Set.of(
                "model",
                "aliases",
                "home",
                "active_b",
                "total_b",
                "tps",
                "ttft_s",
                "quantization_bits",
                "pue",
                "hardware",
                "source",
                "confidence",
                "valid_from"));
        Range pue = row.has("pue") ? YamlValues.range(row, "pue", 1, PUE) : null;
        return new ModelRow(
                YamlValues.name(row, "model"),
                YamlValues.textsOrNone(row, "aliases"),
                row.textOrNull("home"),
                size(row),
                pue == null ? null : Spread.bounds(pue.low(), pue.high()),
                row.textOrNull("hardware"),
                sources.of(row),
                YamlValues.confidence(row));
    }

    static String modelKey(YamlMap row, ModelRow model) {
        String key = ModelName.of(model.name()).key();
        if (key.isEmpty()) {
            throw row.error("model", model.name(), "a name with letters or digits");
        }
        return key;
    }

    private static ModelSize size(YamlMap row) {
        Range active = YamlValues.range(row, "active_b", 0, BILLIONS);
        Range total = YamlValues.range(row, "total_b", 0, BILLIONS);
        if (active.low() > total.low() || active.high() > total.high()) {
            throw row.error("active_b", active.low() + " to " + active.high(), "not above total_b");
        }
        return new ModelSize(
                active.low(),
                active.high(),
                total.low(),
                total.high(),
                YamlValues.numberOrNaN(row, "tps", 0.01, 1e6),
                YamlValues.numberOrNaN(row, "ttft_s", 0, 1e5),
                YamlValues.numberOrNaN(row, "quantization_bits", 1, 64));
    }

    static Tier tier(YamlMap row, Sources sources) {
        row.allowOnly(Set.of("tier", "active_b", "total_b", "likely_as", "source", "confidence", "valid_from"));
        return new Tier(
                YamlValues.name(row, "tier"),
                size(row),
                row.textOrNull("likely_as"),
                sources.of(row),
                YamlValues.confidence(row));
    }

    static Tier.Rule rule(YamlMap row, Sources sources) {
        row.allowOnly(Set.of("parts", "last", "tier", "valid_from"));
        List<String> parts = row.texts("parts").stream()
                .map(part -> part.toLowerCase(Locale.ROOT))
                .toList();
        if (parts.isEmpty()) {
            throw row.error("parts", "empty", "at least one part of a name");
        }
        return new Tier.Rule(parts, YamlValues.flag(row, "last"), row.text("tier"));
    }

    static HostRow host(YamlMap row, Sources sources, boolean owners) {
        row.allowOnly(Set.of(
                "provider",
                "in_zone",
                "aliases",
                "zone",
                "pue",
                "water_onsite",
                "g_per_kwh",
                "water_offsite",
                "market_g_per_kwh",
                "router",
                "local_power",
                "source",
                "confidence",
                "valid_from"));
        return new HostRow(
                YamlValues.name(row, "provider"),
                row.textOrNull("in_zone"),
                YamlValues.textsOrNone(row, "aliases"),
                row.text("zone"),
                Spread.stated(YamlValues.range(row, "pue", 1, PUE)),
                Spread.stated(YamlValues.range(row, "water_onsite", 0, LITRES)),
                YamlValues.numberOrNaN(row, "g_per_kwh", 0, GRAMS),
                YamlValues.numberOrNaN(row, "water_offsite", 0, LITRES),
                YamlValues.numberOrNaN(row, "market_g_per_kwh", 0, GRAMS),
                YamlValues.flag(row, "router"),
                row.has("local_power") ? localPower(row.map("local_power")) : null,
                owners,
                sources.of(row),
                YamlValues.confidence(row));
    }

    static String hostKey(YamlMap row, HostRow host) {
        String key = HostRow.key(host.name());
        if (key.isEmpty()) {
            throw row.error("provider", host.name(), "a name with letters or digits");
        }
        return host.inZone() == null ? key : HostRow.key(host.name(), host.inZone());
    }

    private static LocalPower localPower(YamlMap yaml) {
        yaml.allowOnly(Set.of("device_watts", "utilisation", "host_watts", "replaces_tokens"));
        return new LocalPower(
                YamlValues.range(yaml, "device_watts", 0, WATTS),
                YamlValues.number(yaml, "utilisation", 0, 1),
                YamlValues.number(yaml, "host_watts", 0, WATTS),
                YamlValues.flag(yaml, "replaces_tokens"));
    }

    static ZoneRow zone(YamlMap row, Sources sources) {
        row.allowOnly(Set.of(
                "zone",
                "name",
                "g_per_kwh",
                "water_offsite",
                "primary_mj",
                "depletion_kg_sb",
                "water_is_world",
                "source",
                "valid_from"));
        String code = YamlValues.name(row, "zone").toUpperCase(Locale.ROOT);
        return new ZoneRow(
                code,
                YamlValues.textOr(row, "name", code),
                YamlValues.number(row, "g_per_kwh", 0, GRAMS),
                YamlValues.number(row, "water_offsite", 0, LITRES),
                YamlValues.numberOrNaN(row, "primary_mj", 0, LITRES),
                YamlValues.numberOrNaN(row, "depletion_kg_sb", 0, 1),
                YamlValues.flag(row, "water_is_world"),
                sources.of(row));
    }

    static HardwareClass hardware(YamlMap row, Sources sources) {
        row.allowOnly(Set.of("class", "below_b", "gpu_share", "other_share", "source", "valid_from"));
        return new HardwareClass(
                YamlValues.name(row, "class"),
                YamlValues.numberOrNaN(row, "below_b", 0, BILLIONS),
                YamlValues.range(row, "gpu_share", 0, 1),
                YamlValues.number(row, "other_share", 0, 1),
                sources.of(row));
    }

    static Constants.Embodied embodied(YamlMap row, Sources sources) {
        row.allowOnly(Set.of("edition", "server_kg", "gpu_kg", "source", "valid_from"));
        return new Constants.Embodied(
                YamlValues.number(row, "server_kg", 0, 1e9), YamlValues.number(row, "gpu_kg", 0, 1e9), sources.of(row));
    }

    static RestorationRate restoration(YamlMap row, Sources sources) {
        row.allowOnly(Set.of("rate", "m2_per_eur", "basis", "source", "confidence", "valid_from"));
        YamlValues.number(row, "m2_per_eur", 0, 1e6);
        return new RestorationRate(
                YamlValues.name(row, "rate"),
                row.decimal("m2_per_eur"),
                YamlValues.textOr(row, "basis", ""),
                sources.of(row),
                YamlValues.confidence(row));
    }

    static EnergyFactor override(YamlMap row, Sources sources) {
        return FactorRows.read(row, sources, ImpactMethod.OPERATOR_OVERRIDE);
    }

    static EnergyFactor published(YamlMap row, Sources sources) {
        return FactorRows.read(row, sources, ImpactMethod.PUBLISHED_FACTOR);
    }

    static String factorKey(YamlMap row, EnergyFactor factor) {
        if (ModelName.of(factor.model()).key().isEmpty()) {
            throw row.error("model", factor.model(), "a name with letters or digits");
        }
        return FactorRows.key(factor.provider(), factor.model(), Map.of());
    }

    static PublishedResult publishedResult(YamlMap row) {
        row.allowOnly(Set.of("what", "energy_wh", "water_ml", "co2e_g", "boundary", "note", "source", "year"));
        return new PublishedResult(
                YamlValues.name(row, "what"),
                thousandth(row, "energy_wh"),
                thousandth(row, "water_ml"),
                thousandth(row, "co2e_g"),
                row.text("boundary"),
                YamlValues.textOr(row, "note", ""),
                YamlValues.name(row, "source"),
                (int) YamlValues.number(row, "year", 2000, 2100));
    }

    private static @Nullable Range thousandth(YamlMap row, String key) {
        if (!row.has(key)) {
            return null;
        }
        Range range = YamlValues.range(row, key, 0, 1e9);
        return new Range(range.low() / 1000, range.likely() / 1000, range.high() / 1000);
    }
}
