package ai.aim2balance.metering.environment;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The same call weighed by its duration: an independent cross-check beside the main figures, never in their place. The
 * duration that a client measures contains network and queue, so the energy is overstated. No embodied part: the method
 * has none.
 *
 * @param method {@link ImpactMethod#DURATION} or {@link ImpactMethod#LOCAL_POWER}
 * @param basedOn the class of hardware that the model is taken to run on, or the watts of the operator's machine
 * @param duration what was measured
 * @param energyKwh energy of the facility, kWh
 * @param waterOnsiteL water for cooling at the facility, litres
 * @param waterOffsiteL water of the power plants, litres
 * @param co2eUsageKg CO2e of the electricity, kg
 */
public record DurationEstimate(
        ImpactMethod method,
        String basedOn,
        Duration duration,
        Range energyKwh,
        Range waterOnsiteL,
        Range waterOffsiteL,
        Range co2eUsageKg) {

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", method.name());
        map.put("basedOn", basedOn);
        map.put("durationMs", millis());
        map.put("kWh", energyKwh.toMap());
        map.put("waterL", waterOnsiteL.plus(waterOffsiteL).toMap());
        map.put("co2e", co2eUsageKg.toMap());
        return map;
    }

    /** Without {@link Duration#toMillis()}, which overflows. */
    private BigDecimal millis() {
        return BigDecimal.valueOf(duration.toSeconds())
                .movePointRight(3)
                .add(BigDecimal.valueOf(duration.toMillisPart()));
    }
}
