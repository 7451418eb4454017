package ai.aim2balance.metering.pricing;

/** At which price credits are taken from a balance. One credit is 0.000001 USD. */
public enum CreditBasis {
    /** At list price in USD: the default. */
    LIST_PRICE,
    /** At the selling price in USD: list price with margin and fee. */
    SELLING_PRICE
}
