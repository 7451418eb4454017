package ai.aim2balance.metering.environment;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Weighs by duration: the operator's own machine where its watts are stated, else method B. */
record TimeMethod(HardwareClass hardware, @Nullable LocalPower local, Constants constants) {

    DurationEstimate estimate(Duration duration, Facility facility) {
        double hours = HardwareClass.hours(duration);
        Range itKwh = local == null ? hardware.itKwh(hours, constants) : local.itKwh(hours);
        Facility.Draw draw = facility.ofIt(itKwh);
        return new DurationEstimate(
                local == null ? ImpactMethod.DURATION : ImpactMethod.LOCAL_POWER,
                local == null ? "hardware class " + hardware.name() : "watts of the operator's machine",
                duration,
                draw.energyKwh(),
                draw.waterOnsiteL(),
                draw.waterOffsiteL(),
                draw.co2eKg());
    }

    boolean replacesTokens() {
        return local != null && local.replacesTokens();
    }
}
