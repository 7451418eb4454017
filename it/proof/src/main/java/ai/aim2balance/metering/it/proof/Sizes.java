package ai.aim2balance.metering.it.proof;

/** How much a proof does: a sample in each build, the promised counts with {@code -Pproof}. */
final class Sizes {
    static final boolean PROOF = Boolean.getBoolean("metering.proof");
    static final long SEED = Long.getLong("metering.seed", 1);

    private Sizes() {}

    /**
     * How many.
     *
     * @param property by which somebody may ask for another number
     */
    static int of(String property, int sample, int proof) {
        return Integer.getInteger("metering." + property, PROOF ? proof : sample);
    }
}
