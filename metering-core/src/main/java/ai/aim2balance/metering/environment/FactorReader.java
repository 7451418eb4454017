package ai.aim2balance.metering.environment;

import ai.aim2balance.metering.environment.FactorFile.Choice;
import ai.aim2balance.metering.environment.FactorFile.Row;
import ai.aim2balance.metering.internal.YamlMap;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Reads one factor file, bundled or the operator's: the format is the same. */
final class FactorReader {
    private static final Set<String> SECTIONS = Set.of(
            "version",
            "sources",
            "settings",
            "weights",
            "embodied",
            "hardware",
            "models",
            "tiers",
            "tier_rules",
            "providers",
            "zones",
            "restoration",
            "overrides",
            "published",
            "published_results");
    private static final Set<String> CHOICES = Set.of(FactorTables.EMBODIED_EDITION, FactorTables.RESTORATION_RATE);

    private final YamlMap yaml;
    private final String name;
    private final boolean bundled;

    private FactorReader(YamlMap yaml, String name, boolean bundled) {
        this.yaml = yaml;
        this.name = name;
        this.bundled = bundled;
    }

    static FactorFile bundled(String resource) {
        return new FactorReader(YamlMap.ofResource(FactorReader.class, resource), resource, true).read();
    }

    static FactorFile owners(YamlMap yaml, String name) {
        return new FactorReader(yaml, name, false).read();
    }

    private FactorFile read() {
        yaml.allowOnly(SECTIONS);
        Map<String, Double> settings = new HashMap<>();
        Map<String, Choice> choices = new HashMap<>();
        if (yaml.has("settings")) {
            readSettings(yaml.map("settings"), settings, choices);
        }
        Sources sources = Sources.in(yaml);
        return new FactorFile(
                name,
                YamlValues.name(yaml, "version"),
                settings,
                choices,
                yaml.has("weights") ? weights(yaml.map("weights")) : null,
                rows("models", sources, RowReader::model, RowReader::modelKey),
                rows("providers", sources, (row, from) -> RowReader.host(row, from, !bundled), RowReader::hostKey),
                rows("zones", sources, RowReader::zone, (row, value) -> value.code()),
                rows("hardware", sources, RowReader::hardware, (row, value) -> value.name()),
                rows("tiers", sources, RowReader::tier, (row, value) -> value.name()),
                rows(
                        "tier_rules",
                        sources,
                        RowReader::rule,
                        (row, value) -> String.join(" ", value.parts()) + (value.last() ? " last" : "")),
                rows("overrides", sources, RowReader::override, RowReader::factorKey),
                rows("published", sources, RowReader::published, RowReader::factorKey),
                rows("restoration", sources, RowReader::restoration, (row, value) -> value.name()),
                rows("embodied", sources, RowReader::embodied, (row, value) -> row.text("edition")),
                yaml.has("published_results")
                        ? yaml.maps("published_results").stream()
                                .map(RowReader::publishedResult)
                                .toList()
                        : List.of());
    }

    private <T> List<Row<T>> rows(
            String section,
            Sources sources,
            BiFunction<YamlMap, Sources, T> reader,
            BiFunction<YamlMap, T, String> keyOf) {
        if (!yaml.has(section)) {
            return List.of();
        }
        List<Row<T>> rows = new ArrayList<>();
        Set<List<Object>> seen = new HashSet<>();
        for (YamlMap row : yaml.maps(section)) {
            T value = reader.apply(row, sources);
            String key = keyOf.apply(row, value);
            LocalDate from = YamlValues.validFrom(row);
            if (!seen.add(List.of(key, from))) {
                throw row.error("valid_from", "the same as in another row of " + key, "one row per name and day");
            }
            rows.add(new Row<>(key, from, row.where(), value));
        }
        return List.copyOf(rows);
    }

    private static void readSettings(YamlMap yaml, Map<String, Double> settings, Map<String, Choice> choices) {
        Set<String> names = new TreeSet<>(Constants.NAMES);
        names.addAll(CHOICES);
        yaml.allowOnly(names);
        for (String key : yaml.keys()) {
            if (CHOICES.contains(key)) {
                choices.put(key, new Choice(yaml.text(key), yaml.where() + "." + key));
            } else {
                settings.put(key, YamlValues.number(yaml, key, least(key), most(key)));
            }
        }
    }

    /** Only the fit's exponent is negative; what is divided by is not zero. */
    private static double least(String key) {
        return switch (key) {
            case "gpu_energy_beta" -> -1;
            case "batch", "quantization_bits", "memory_overhead", "gpu_memory_gb", "server_gpus", "hardware_life_s" ->
                1;
            case "band_high" -> 1;
            default -> 0;
        };
    }

    private static double most(String key) {
        return switch (key) {
            case "gpu_energy_beta" -> 0;
            case "band_low" -> 1;
            case "quantization_bits" -> 64;
            default -> 1e12;
        };
    }

    private static Weights weights(YamlMap yaml) {
        yaml.allowOnly(Set.of("input", "cache_read", "cache_write"));
        return new Weights(
                YamlValues.range(yaml, "input", 0, 10),
                YamlValues.range(yaml, "cache_read", 0, 10),
                YamlValues.range(yaml, "cache_write", 0, 10));
    }

    /** Sources that several rows share, by a short name. */
    record Sources(Map<String, String> byName) {
        static Sources in(YamlMap yaml) {
            Map<String, String> byName = new HashMap<>();
            if (yaml.has("sources")) {
                YamlMap sources = yaml.map("sources");
                sources.keys().forEach(key -> byName.put(key, sources.text(key)));
            }
            return new Sources(Map.copyOf(byName));
        }

        /** Every row says where its figures come from. */
        String of(YamlMap row) {
            String source = YamlValues.name(row, "source");
            return byName.getOrDefault(source, source);
        }
    }
}
