package ai.aim2balance.metering.environment;

/**
 * A factor of a facility. Where a source states only bounds, the likely <em>result</em> is the middle of the results,
 * as in EcoLogits, which is not the same as the result of the middle.
 */
record Spread(Range figures, boolean likelyStated) {
    static Spread stated(Range figures) {
        return new Spread(figures, true);
    }

    static Spread bounds(double low, double high) {
        return new Spread(Range.between(low, high), false);
    }

    /** The factor applied to a result whose own likely figure is the middle of its bounds. */
    Range appliedTo(Range chain) {
        return likelyStated
                ? chain.timesEach(figures)
                : Range.between(chain.low() * figures.low(), chain.high() * figures.high());
    }
}
