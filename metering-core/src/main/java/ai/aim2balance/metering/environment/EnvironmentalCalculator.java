package ai.aim2balance.metering.environment;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Weighs calls: energy, water and CO2e as ranges, and the area that a donation restores.
 *
 * <p>Which figure is reported: the operator's override, else a factor published for exactly this model, else method A
 * by the model's row, its family, a size in its name, a tier that its name suggests, the widest tier. Where a duration
 * is known, the figure by duration stands beside it and never replaces it, except on the operator's own machine where
 * its row says so. Names that nobody knows give a flagged result, never nothing and never an exception.
 *
 * <p>Immutable to its users and thread-safe. What is resolved for a provider, model and zone is kept, up to a bound.
 */
public final class EnvironmentalCalculator {
    /** More combinations than a busy gateway has; beyond, the memory starts anew. */
    private static final int MOST_KEPT = 4096;
    /** Longer names are nobody's, and not worth keeping. */
    private static final int LONGEST_KEPT = 256;

    private final EnvironmentFactors factors;
    private final CarbonBasis carbonBasis;
    private final boolean callTimes;
    private final Map<Key, Weigher> weighers = new ConcurrentHashMap<>();

    private EnvironmentalCalculator(Builder builder) {
        this.factors = builder.factors == null ? EnvironmentFactors.bundled() : builder.factors;
        this.carbonBasis = builder.carbonBasis;
        this.callTimes = builder.callTimes;
    }

    /** What was asked for, as it was written. */
    private record Key(
            String provider, String model, @Nullable String zone, int era) {}

    /**
     * A calculator with the tables of this library and the defaults.
     *
     * @return a new calculator
     */
    public static EnvironmentalCalculator bundled() {
        return builder().build();
    }

    /**
     * Collects options.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Weighs one call.
     *
     * @param request the call
     * @return its impact; flagged where anything was not known
     * @throws ai.aim2balance.metering.InvalidInputException if the parts of a token count add up to more than the range
     *     of a long
     */
    public Impact calculate(ImpactRequest request) {
        int era = factors.era(request.at());
        Key key = new Key(request.provider(), request.model(), request.zone(), era);
        Weigher weigher = weighers.get(key);
        return (weigher == null ? resolve(key) : weigher).weigh(request);
    }

    /**
     * The tables in use.
     *
     * @return the factors
     */
    public EnvironmentFactors factors() {
        return factors;
    }

    private Weigher resolve(Key key) {
        Weigher weigher = new Resolver(factors.tables(key.era), carbonBasis, callTimes)
                .resolve(key.provider, key.model, key.zone);
        if (weighers.size() >= MOST_KEPT) {
            weighers.clear();
        }
        if (key.provider.length() <= LONGEST_KEPT
                && key.model.length() <= LONGEST_KEPT
                && (key.zone == null || key.zone.length() <= LONGEST_KEPT)) {
            weighers.put(key, weigher);
        }
        return weigher;
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private @Nullable EnvironmentFactors factors;
        private CarbonBasis carbonBasis = CarbonBasis.LOCATION;
        private boolean callTimes = true;

        private Builder() {}

        /**
         * Sets the tables; without this, those of this library.
         *
         * @param factors the tables
         * @return this
         */
        public Builder factors(EnvironmentFactors factors) {
            this.factors = factors;
            return this;
        }

        /**
         * Sets the basis of the CO2e of use; {@link CarbonBasis#LOCATION} without this. Market-based figures appear only
         * for hosts that have one; the others stay location-based, and each result says which it is.
         *
         * @param carbonBasis the basis to use where it can be
         * @return this
         */
        public Builder carbonBasis(CarbonBasis carbonBasis) {
            this.carbonBasis = carbonBasis;
            return this;
        }

        /**
         * Sets whether a call's own times enter method A where they are known; they do without this. Switched off, every
         * figure is linear in the tokens, so that sums over calls equal the figure of the summed tokens.
         *
         * @param callTimes false for figures that add up
         * @return this
         */
        public Builder callTimes(boolean callTimes) {
            this.callTimes = callTimes;
            return this;
        }

        /**
         * The calculator with these options.
         *
         * @return a new calculator
         */
        public EnvironmentalCalculator build() {
            return new EnvironmentalCalculator(this);
        }
    }
}
