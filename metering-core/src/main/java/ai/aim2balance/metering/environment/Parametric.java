package ai.aim2balance.metering.environment;

/**
 * Method A, the chain of EcoLogits (mlco2/ecologits, JOSS 10.21105/joss.07471) up to the energy of the IT equipment.
 * Both bounds are computed through the whole chain; likely is their middle.
 */
final class Parametric {
    private static final double SECONDS_PER_HOUR = 3600;
    private static final double WATT_HOURS_PER_KWH = 1000;
    private static final double BITS_PER_BYTE = 8;

    private final Constants constants;

    Parametric(Constants constants) {
        this.constants = constants;
    }

    /** One call, or one token: energy of the IT equipment, share of the making of the hardware, time of generation. */
    record Chain(Range itKwh, Range embodiedKg, Range seconds) {}

    /**
     * The chain for a number of output tokens.
     *
     * @param timeToFirstTokenS seconds, 0 where it is to be left out
     * @param limitS the measured duration of the call, infinite where unknown
     */
    Chain chain(ModelSize size, double tokens, double timeToFirstTokenS, double limitS) {
        double bits = Double.isNaN(size.bits()) ? constants.quantizationBits : size.bits();
        double gpusMin = gpus(size.totalMinB(), bits);
        double gpusMax = gpus(size.totalMaxB(), bits);
        double secondsMin = seconds(size, size.activeMinB(), tokens, timeToFirstTokenS, limitS);
        double secondsMax = seconds(size, size.activeMaxB(), tokens, timeToFirstTokenS, limitS);
        return new Chain(
                Range.between(
                        itKwh(size.activeMinB(), gpusMin, tokens, secondsMin),
                        itKwh(size.activeMaxB(), gpusMax, tokens, secondsMax)),
                Range.between(embodiedKg(gpusMin, secondsMin), embodiedKg(gpusMax, secondsMax)),
                Range.between(secondsMin, secondsMax));
    }

    /** Energy of one GPU per output token, Wh. */
    double gpuWattHoursPerToken(double activeB) {
        return constants.gpuEnergyAlpha * Math.exp(constants.gpuEnergyBeta * constants.batch) * activeB
                + constants.gpuEnergyGamma;
    }

    /** Memory for the weights, in whole GPUs, doubled up to a power of two. */
    double gpus(double totalB, double bits) {
        double memoryGb = constants.memoryOverhead * totalB * bits / BITS_PER_BYTE;
        double whole = Math.ceil(memoryGb / constants.gpuMemoryGb);
        double count = 1;
        while (count < whole) {
            count *= 2;
        }
        return count;
    }

    private double seconds(ModelSize size, double activeB, double tokens, double timeToFirstTokenS, double limitS) {
        double perToken = Double.isNaN(size.tokensPerSecond())
                ? constants.latencyAlpha * activeB + constants.latencyBeta * constants.batch + constants.latencyGamma
                : 1 / size.tokensPerSecond();
        return Math.min(tokens * perToken + timeToFirstTokenS, limitS);
    }

    private double itKwh(double activeB, double gpus, double tokens, double seconds) {
        double server =
                seconds / SECONDS_PER_HOUR * constants.serverKw * (gpus / constants.serverGpus) / constants.batch;
        return server + gpus * tokens * gpuWattHoursPerToken(activeB) / WATT_HOURS_PER_KWH;
    }

    private double embodiedKg(double gpus, double seconds) {
        double hardwareKg =
                gpus / constants.serverGpus * constants.embodied.serverKg() + gpus * constants.embodied.gpuKg();
        return seconds / (constants.batch * constants.hardwareLifeS) * hardwareKg;
    }
}
