package ai.aim2balance.metering.environment;

import java.util.Locale;

/** How far a factor is to be trusted, weakest first. A judgement of the tables' authors, not a probability. */
public enum Confidence {
    /** A placeholder or a span over everything. */
    VERY_LOW,
    /** An estimate without a published figure behind it. */
    LOW,
    /** Between low and medium. */
    MEDIUM_LOW,
    /** A published figure whose boundary or date leaves doubts. */
    MEDIUM,
    /** Between medium and high. */
    MEDIUM_HIGH,
    /** Measured and reviewed for this boundary. */
    HIGH;

    /**
     * The weaker of two.
     *
     * @param other the other one
     * @return this or the other
     */
    public Confidence weaker(Confidence other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** The name in factor files, such as {@code medium-low}. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
