package ai.aim2balance.metering.entry;

import java.util.Locale;

/** What a transaction is for. */
public enum TokenType {
    /** What went into the model. */
    PROMPT,
    /** What the model made. */
    COMPLETION,
    /** Credits that were given or taken without a call. */
    CREDITS,
    /** What is neither: searches, requests, seconds. Only where a price row charges for it. */
    OTHER;

    private final String key = name().toLowerCase(Locale.ROOT);

    /**
     * The type's name in stores and interfaces.
     *
     * @return such as {@code prompt}, as LibreChat writes it
     */
    public String key() {
        return key;
    }
}
