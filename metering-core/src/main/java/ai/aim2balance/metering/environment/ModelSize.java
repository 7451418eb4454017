package ai.aim2balance.metering.environment;

/**
 * What method A knows of a model: parameters in billions, output speed in tokens per second, time to first token in
 * seconds, and bits per parameter. NaN where one is not known.
 */
record ModelSize(
        double activeMinB,
        double activeMaxB,
        double totalMinB,
        double totalMaxB,
        double tokensPerSecond,
        double timeToFirstTokenS,
        double bits) {

    static ModelSize of(double activeB, double totalB) {
        return new ModelSize(activeB, activeB, totalB, totalB, Double.NaN, Double.NaN, Double.NaN);
    }
}
