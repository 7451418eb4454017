package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Entry;
import java.io.Serial;

/** A posting id was used before for something else; nothing was changed. The message names the difference. */
public class PostingConflictException extends InvalidInputException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What was booked under the id. */
    private final transient Entry existing;

    PostingConflictException(Entry existing, String value, String difference) {
        super("posting id", value, "an id that was not used before, or the same content again; " + difference);
        this.existing = existing;
    }

    /**
     * What was booked under the id.
     *
     * @return the entry
     */
    public Entry existing() {
        return existing;
    }
}
