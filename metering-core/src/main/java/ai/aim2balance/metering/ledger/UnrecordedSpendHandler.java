package ai.aim2balance.metering.ledger;

/**
 * Takes spends that could not be booked, so that used tokens are never lost in silence. Implemented by the application
 * where the default, one replayable JSON line in the log, is not enough; must be thread-safe. It runs on the caller's
 * thread. See {@link #spool} for a local file.
 */
@FunctionalInterface
public interface UnrecordedSpendHandler {
    /**
     * Keeps a spend for {@link Operator#replay}.
     *
     * @param spend what could not be booked
     * @throws RuntimeException if it cannot be kept either; the caller of the ledger then gets this error
     */
    void handle(UnrecordedSpend spend);

    /**
     * Writes each spend as one JSON line at level ERROR to the logger {@code ai.aim2balance.metering.unrecorded}.
     *
     * @return the default handler
     */
    static UnrecordedSpendHandler log() {
        return LogHandler.INSTANCE;
    }

    /**
     * Appends each spend as one JSON line to a local file, forced to the disk before the caller goes on.
     *
     * @param file the file; made where it is missing
     * @return a handler that opens the file for each spend
     */
    static UnrecordedSpendHandler spool(java.nio.file.Path file) {
        return new SpoolHandler(file);
    }
}
