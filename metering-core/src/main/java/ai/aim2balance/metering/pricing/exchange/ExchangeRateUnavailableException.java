package ai.aim2balance.metering.pricing.exchange;

import java.io.Serial;
import java.time.Instant;

/** There is no exchange rate at all, neither for the day nor for an earlier or a later one. */
public class ExchangeRateUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** When a rate was needed. */
    private final Instant at;

    /**
     * Creates the error.
     *
     * @param at the instant for which a rate was asked
     * @param reason why there is none, in a few words
     */
    public ExchangeRateUnavailableException(Instant at, String reason) {
        super("no exchange rate between USD and EUR for " + at + ": " + reason);
        this.at = at;
    }

    /**
     * When a rate was needed.
     *
     * @return the instant for which a rate was asked
     */
    public Instant at() {
        return at;
    }
}
