package ai.aim2balance.metering.usage;

/** What to know about a usage before trusting its counts. */
public enum UsageFlag {
    /**
     * The counts contradict each other: parts are larger than their total, a total is missing beside its parts, or the
     * provider's own total is smaller than input and output together. The counts are kept as they were reported.
     */
    INCONSISTENT("inconsistent-usage"),
    /** The provider's own total is larger than input and output together, and nothing says what the rest was. */
    LOST_TOKENS("lost-tokens"),
    /** Output that the provider counts in its total alone was derived from that total. */
    DERIVED("derived-usage"),
    /** At least one count is an estimate of ours: the stream was aborted before the provider had counted all. */
    ESTIMATED("estimated-usage"),
    /** Output was counted, input was not: the input count is unknown, not zero. */
    UNKNOWN_INPUT("unknown-input-usage");

    private final String key;

    UsageFlag(String key) {
        this.key = key;
    }

    /**
     * The flag's name in files and interfaces.
     *
     * @return a name such as {@code inconsistent-usage}; never changed
     */
    public String key() {
        return key;
    }
}
