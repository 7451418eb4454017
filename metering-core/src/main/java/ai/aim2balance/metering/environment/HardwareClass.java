package ai.aim2balance.metering.environment;

import java.time.Duration;

/**
 * Method B, Jegham et al., arXiv:2505.09598: the time of the inference times the share of an eight-GPU node.
 *
 * @param belowB models of fewer parameters than this, in billions, belong here; NaN where size does not decide
 * @param gpuShare share of the node's GPU power
 * @param otherShare share of the node's other power
 * @param source where the shares come from
 */
record HardwareClass(String name, double belowB, Range gpuShare, double otherShare, String source) {
    private static final double NANOS_PER_HOUR = 3600e9;

    /** The class for what no other class holds, and for flagships whose size is not disclosed. */
    static final String LARGEST = "large";

    Range itKwh(double hours, Constants constants) {
        double other = constants.nodeOtherKw * otherShare;
        return new Range(
                hours * (constants.nodeGpuKw * gpuShare.low() + other),
                hours * (constants.nodeGpuKw * gpuShare.likely() + other),
                hours * (constants.nodeGpuKw * gpuShare.high() + other));
    }

    static double hours(Duration duration) {
        return (duration.getSeconds() * 1e9 + duration.getNano()) / NANOS_PER_HOUR;
    }
}
