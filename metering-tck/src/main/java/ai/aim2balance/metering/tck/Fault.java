package ai.aim2balance.metering.tck;

/** What a {@link FaultyStore} does wrong. */
public enum Fault {
    /**
     * Another writer's entry gets in before one of the batch: what stands before it is committed, the rest is refused, and
     * the answer says so. True to what a store may do.
     */
    RIVAL,
    /** A part of the batch is committed; the answer is that the outcome is unknown. */
    UNKNOWN_PART,
    /** The whole batch is committed, or refused; the answer is that the outcome is unknown. */
    UNKNOWN_APPLIED,
    /** Nothing is committed, ever; the answer is that the outcome is unknown. */
    UNKNOWN_LOST,
    /**
     * Nothing is committed yet; the answer is that the outcome is unknown. The batch is committed piece by piece at later
     * calls, in order and up to the first refusal, as an insert that still runs in a server.
     */
    UNKNOWN_LATE,
    /** Nothing is committed, and the answer says so. */
    NOT_APPLIED,
    /** An entry cannot be kept: nothing of its batch is committed, and asking again cannot help. */
    POISON,
    /** A read fails. */
    READ_FAILURE
}
