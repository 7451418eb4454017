package ai.aim2balance.metering.mongo.librechat;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An import could not go on, because one of the two databases failed or the ledger could not book. What it booked so far
 * is complete in itself; {@link LibreChatImport#run} again goes on where it stopped, and books nothing twice.
 */
public class ImportStoppedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** How many documents had been read. */
    private final long rows;

    ImportStoppedException(long rows, String why, @Nullable Throwable cause) {
        super("the import stopped after " + rows + " transactions: " + why + "; run it again to go on", cause);
        this.rows = rows;
    }

    /**
     * How far it came.
     *
     * @return how many documents of {@code transactions} had been read; the last ones may not be booked yet
     */
    public long rows() {
        return rows;
    }
}
