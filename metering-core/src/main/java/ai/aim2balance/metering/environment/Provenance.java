package ai.aim2balance.metering.environment;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a result stands on. Recomputing history needs it, so it is kept with the result. Immutable; shared between the
 * results of equal calls.
 *
 * @param method how the energy came about
 * @param matched the row of the factor tables that was used: a model, {@code size in name} or {@code tier L}
 * @param source where that row's figures come from
 * @param host the row of the host
 * @param zone the electricity zone, such as {@code USA}
 * @param basis of the CO2e of use
 * @param gramsPerKwh the intensity that was used, g CO2e per kWh
 * @param pue power usage effectiveness of the facility: its total energy by that of its IT equipment, 1 or more
 * @param factorVersion versions of the factor files, bundled first, joined by {@code +}
 * @param confidence the weaker one of model and host
 * @param fallbacks what was less exact than asked for; empty where nothing was
 */
public record Provenance(
        ImpactMethod method,
        String matched,
        String source,
        String host,
        String zone,
        CarbonBasis basis,
        double gramsPerKwh,
        Range pue,
        String factorVersion,
        Confidence confidence,
        Set<Fallback> fallbacks) {

    /**
     * Copies the set.
     *
     * @param method how the energy came about
     * @param matched the row of the factor tables that was used: a model, {@code size in name} or {@code tier L}
     * @param source where that row's figures come from
     * @param host the row of the host
     * @param zone the electricity zone, such as {@code USA}
     * @param basis of the CO2e of use
     * @param gramsPerKwh the intensity that was used, g CO2e per kWh
     * @param pue power usage effectiveness of the facility: its total energy by that of its IT equipment, 1 or more
     * @param factorVersion versions of the factor files, bundled first, joined by {@code +}
     * @param confidence the weaker one of model and host
     * @param fallbacks what was less exact than asked for; empty where nothing was
     */
    public Provenance {
        fallbacks = Set.copyOf(fallbacks);
    }

    /**
     * Whether anything less exact than asked for was used.
     *
     * @return true where there is a fallback
     */
    public boolean isFallback() {
        return !fallbacks.isEmpty();
    }

    Provenance with(ImpactMethod other) {
        return new Provenance(
                other, matched, source, host, zone, basis, gramsPerKwh, pue, factorVersion, confidence, fallbacks);
    }

    Provenance withConfidence(Confidence other) {
        return new Provenance(
                method, matched, source, host, zone, basis, gramsPerKwh, pue, factorVersion, other, fallbacks);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", method.name());
        map.put("matched", matched);
        map.put("source", source);
        map.put("host", host);
        map.put("zone", zone);
        map.put("basis", basis.name());
        map.put("gramsPerKwh", BigDecimal.valueOf(gramsPerKwh));
        map.put("pue", pue.toMap());
        map.put("factorVersion", factorVersion);
        map.put("confidence", confidence.name());
        map.put("isFallback", isFallback());
        map.put("fallbacks", fallbacks.stream().map(Enum::name).sorted().toList());
        return map;
    }
}
