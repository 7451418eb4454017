package ai.aim2balance.metering.environment;

import ai.aim2balance.metering.environment.FactorReader.Sources;
import ai.aim2balance.metering.internal.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of method C: stated factors of one model, per 1,000 tokens or as a curve. */
final class FactorRows {
    private static final double WATT_HOURS = 1e9;
    /** Reading a cache by input, where no factor of its own is stated: the ratio of the likely weights. */
    private static final double CACHED_BY_INPUT = 0.1;

    private FactorRows() {}

    /** One key for all spellings of the provider, other names included. */
    static String key(String provider, String model, Map<String, HostRow> hosts) {
        HostRow host = hosts.get(HostRow.key(provider));
        return HostRow.key(host == null ? provider : host.name())
                + '/'
                + ModelName.of(model).key();
    }

    static EnergyFactor read(YamlMap row, Sources sources, ImpactMethod method) {
        row.allowOnly(Set.of(
                "model",
                "provider",
                "wh_per_1k_input",
                "wh_per_1k_cache_read",
                "wh_per_1k_output",
                "wh_by_tokens",
                "low_factor",
                "high_factor",
                "source",
                "confidence",
                "valid_from"));
        EnergyFactor.Curve curve = row.has("wh_by_tokens") ? curve(row) : null;
        if (curve != null && (row.has("wh_per_1k_input") || row.has("wh_per_1k_output"))) {
            throw row.error("wh_by_tokens", "given beside factors per 1k", "one of the two");
        }
        double input = curve == null ? YamlValues.number(row, "wh_per_1k_input", 0, WATT_HOURS) : 0;
        return new EnergyFactor(
                method,
                YamlValues.textOr(row, "provider", ""),
                YamlValues.name(row, "model"),
                input,
                or(row, "wh_per_1k_cache_read", input * CACHED_BY_INPUT, 0, WATT_HOURS),
                curve == null ? YamlValues.number(row, "wh_per_1k_output", 0, WATT_HOURS) : 0,
                curve,
                or(row, "low_factor", 1, 0, 1),
                or(row, "high_factor", 1, 1, 1000),
                sources.of(row),
                YamlValues.confidence(row));
    }

    private static double or(YamlMap row, String key, double otherwise, double least, double most) {
        return row.has(key) ? YamlValues.number(row, key, least, most) : otherwise;
    }

    /** Points of total tokens and Wh, both ascending: more tokens never weigh less. */
    private static EnergyFactor.Curve curve(YamlMap row) {
        List<YamlMap> points = row.maps("wh_by_tokens");
        if (points.isEmpty()) {
            throw row.error("wh_by_tokens", "empty", "at least one point of tokens and wh");
        }
        List<EnergyFactor.Point> curve = new ArrayList<>();
        for (YamlMap point : points) {
            point.allowOnly(Set.of("tokens", "wh"));
            EnergyFactor.Point next = new EnergyFactor.Point(
                    YamlValues.number(point, "tokens", 1, WATT_HOURS), YamlValues.number(point, "wh", 0, WATT_HOURS));
            EnergyFactor.Point before = curve.isEmpty() ? null : curve.get(curve.size() - 1);
            if (before != null && next.tokens() <= before.tokens()) {
                throw point.error("tokens", point.text("tokens"), "more than the point before");
            }
            if (before != null && next.wattHours() < before.wattHours()) {
                throw point.error("wh", point.text("wh"), "not less than the point before");
            }
            curve.add(next);
        }
        return new EnergyFactor.Curve(List.copyOf(curve));
    }
}
