package ai.aim2balance.metering.it.proof;

/**
 * What the ledger answered.
 *
 * @param outcome what the caller knows now
 * @param note the entry's number and change of the credits, or the error
 */
record Answer(Outcome outcome, String note) {
    enum Outcome {
        /** Acknowledged: it must be there for ever. */
        BOOKED,
        /** The ledger said that nothing was changed: it must not be there. */
        NOT_BOOKED,
        /** The ledger said that nobody knows. */
        UNKNOWN,
        /** Something that a caller need not expect. */
        FAILED
    }
}
