package ai.aim2balance.metering.pricing.importer;

/**
 * Something that an importer did not take as it stood.
 *
 * @param kind what was done about it
 * @param place provider, model and field, such as {@code openrouter/google/gemini-3-flash-preview: cache_write_mtok}
 * @param value the value in the file, shortened where it is long
 * @param reason why, in one sentence
 */
public record ImportFinding(Kind kind, String place, String value, String reason) {
    /** What an importer did about a value. */
    public enum Kind {
        /** Taken with fewer decimals. */
        ROUNDED,
        /** Derived from other fields, since the file does not give it. */
        DERIVED,
        /** Left out: the field is not known, or has no place in a catalogue. */
        IGNORED,
        /** Left out with its whole model: the value cannot be a price. */
        REFUSED
    }

    @Override
    public String toString() {
        return kind + " " + place + " = " + value + ": " + reason;
    }
}
