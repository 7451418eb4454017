package ai.aim2balance.metering.pricing.importer;

/** Why a proposed price is held until somebody has confirmed it. */
public enum Suspicion {
    /** More than ten times the price in use, or less than a tenth of it. */
    MORE_THAN_TENFOLD("more than tenfold"),
    /** Free today, and not any more. */
    FROM_FREE("no longer free"),
    /** Has a price today, and would be free. */
    TO_FREE("would be free"),
    /** Has a price today, and would have none: its usage would be recorded as unpriced. */
    NO_LONGER_PRICED("no longer priced"),
    /** Only one source knows the model. */
    FEWER_THAN_TWO_SOURCES("fewer than two sources"),
    /** No two sources agree within one per cent. */
    SOURCES_DISAGREE("sources disagree"),
    /** A value that cannot be a price, such as a negative one: the importer refused the model, so nothing is proposed. */
    NOT_A_PRICE("not a price");

    private final String words;

    Suspicion(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
