package ai.aim2balance.metering.environment;

/** How a figure of energy came about, strongest claim first. */
public enum ImpactMethod {
    /** A factor per token that the operator stated for this model. */
    OPERATOR_OVERRIDE,
    /** A factor that was published for exactly this model. */
    PUBLISHED_FACTOR,
    /**
     * Method A without times: parameters of the model and weighted tokens. Linear: the sum over calls is the figure of
     * the summed tokens.
     */
    PARAMETRIC,
    /** Method A for one call whose times are known: time to first token and duration enter; not additive. */
    PARAMETRIC_TIMED,
    /** Method B: the duration of the inference times the power of a share of a server. */
    DURATION,
    /** The duration times the watts that the operator stated for a machine of its own. */
    LOCAL_POWER
}
