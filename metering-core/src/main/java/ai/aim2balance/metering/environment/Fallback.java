package ai.aim2balance.metering.environment;

/** Where a result stands on something less exact than what was asked for. */
public enum Fallback {
    /** The model's name matched after stripping date, {@code latest} and the like, or by its leading parts. */
    FAMILY,
    /** The size was read out of the model's name, such as 12B. */
    NAME_SIZE,
    /** The parameters are those of a tier that the name suggests. */
    TIER,
    /** Nothing is known about the model: the widest tier. */
    DEFAULT_TIER,
    /** The host is not known by its name: the host that a part of the name means, or the span over all hosts. */
    HOST,
    /** The zone that was asked for is not known: the host's own. */
    ZONE
}
