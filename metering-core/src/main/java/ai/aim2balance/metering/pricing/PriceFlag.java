package ai.aim2balance.metering.pricing;

import java.util.Locale;

/** What a reader of a quote must know about it. */
public enum PriceFlag {
    /** The catalogue does not know the model: priced at the configured fallback price, to be re-priced. */
    FALLBACK_PRICE,
    /** The catalogue does not know the model: recorded without a price until it is re-priced, as configured. */
    PARKED_PRICE,
    /** Parts of the usage add up to more than their total; the parts were billed in full. */
    INCONSISTENT_USAGE,
    /** A unit was used for which neither it nor a unit that contains it has a price in the row. */
    UNPRICED_UNIT,
    /** The call was served in a service tier for which the model has no price; the standard price was taken. */
    UNPRICED_SERVICE_TIER,
    /** It was a batch call and the model has no batch price; the ordinary price was taken. */
    UNPRICED_BATCH,
    /** The call was served in a region for which the model has no price; the price without a region was taken. */
    UNPRICED_REGION,
    /** None of the model's price rows holds for the call, such as before its first day: the first row was taken. */
    NO_PRICE_IN_FORCE,
    /** The exchange rate is older than allowed, or none was known for the day: the nearest known one was taken. */
    OVERDUE_EXCHANGE_RATE;

    /**
     * The flag's name in interfaces.
     *
     * @return such as {@code fallback-price}
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
