package ai.aim2balance.metering.environment;

import ai.aim2balance.metering.InvalidInputException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one call weighs, by estimate, and what its donation restores, exactly. Immutable and thread-safe.
 *
 * <p>Square metres follow from money donated, never from CO2e: the two figures stand side by side and are not to be
 * offset against each other.
 *
 * @param energyKwh energy of the facility, kWh
 * @param waterOnsiteL water for cooling at the facility, litres
 * @param waterOffsiteL water of the power plants, litres
 * @param co2eUsageKg CO2e of the electricity, kg
 * @param co2eEmbodiedKg this call's share of the making of the hardware, kg CO2e; input tokens add nothing to it
 * @param m2Restored donation times rate, exact, m²; 0 where nothing is donated
 * @param m2PerEur the rate that was used, m² per EUR
 * @param provenance what the figures stand on
 * @param durationBased the same call by its duration, or null where the duration is not known
 */
public record Impact(
        Range energyKwh,
        Range waterOnsiteL,
        Range waterOffsiteL,
        Range co2eUsageKg,
        Range co2eEmbodiedKg,
        BigDecimal m2Restored,
        BigDecimal m2PerEur,
        Provenance provenance,
        @Nullable DurationEstimate durationBased) {

    /**
     * Water on site and off site together.
     *
     * @return litres
     */
    public Range waterL() {
        return waterOnsiteL.plus(waterOffsiteL);
    }

    /**
     * CO2e of use and of making together.
     *
     * @return kg
     */
    public Range co2eKg() {
        return co2eUsageKg.plus(co2eEmbodiedKg);
    }

    /**
     * The restored area for display: rounded down, so that no more is shown than was paid for.
     *
     * @param decimals of a square metre; 4 show square centimetres
     * @return m²
     */
    public BigDecimal m2ForDisplay(int decimals) {
        return m2Restored.setScale(decimals, RoundingMode.DOWN);
    }

    /**
     * Software Carbon Intensity of ISO/IEC 21031:2024: {@code (E * I + M) / R}.
     *
     * @param functionalUnits R, how many units of what is measured this impact is for, such as 1 request or 0.0003
     *     million tokens; above 0
     * @return kg CO2e per unit
     * @throws InvalidInputException if the number is not positive, or the CO2e is market-based, which the standard
     *     excludes
     */
    public Range sci(double functionalUnits) {
        if (!(functionalUnits > 0 && functionalUnits <= Double.MAX_VALUE)) {
            throw new InvalidInputException("functionalUnits", Double.toString(functionalUnits), "a number above 0");
        }
        if (provenance.basis() != CarbonBasis.LOCATION) {
            throw new InvalidInputException("basis", provenance.basis().name(), CarbonBasis.LOCATION.name());
        }
        return new Range(
                co2eKg().low() / functionalUnits,
                co2eKg().likely() / functionalUnits,
                co2eKg().high() / functionalUnits);
    }

    /**
     * Everything, line by line, by its published name, ready to be printed as JSON.
     *
     * @return kWh, waterL (litres), co2e (kg) and their parts as low, likely and high; m2Restored; what they stand on;
     *     durationBased or null. Texts, decimals, booleans, lists and maps only; mutable and the caller's own
     */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("kWh", energyKwh.toMap());
        map.put("waterL", waterL().toMap());
        map.put("waterOnsiteL", waterOnsiteL.toMap());
        map.put("waterOffsiteL", waterOffsiteL.toMap());
        map.put("co2e", co2eKg().toMap());
        map.put("co2eUsage", co2eUsageKg.toMap());
        map.put("co2eEmbodied", co2eEmbodiedKg.toMap());
        map.put("m2Restored", m2Restored);
        map.put("m2PerEur", m2PerEur);
        map.putAll(provenance.toMap());
        map.put("durationBased", durationBased == null ? null : durationBased.toMap());
        return map;
    }
}
