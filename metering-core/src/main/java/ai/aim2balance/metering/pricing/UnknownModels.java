package ai.aim2balance.metering.pricing;

import ai.aim2balance.metering.pricing.catalog.PriceCondition;
import ai.aim2balance.metering.pricing.catalog.PriceRow;
import ai.aim2balance.metering.pricing.catalog.Rate;
import ai.aim2balance.metering.usage.UsageUnit;
import java.util.Map;

/**
 * What happens to a call whose model the catalogue does not know. Recording never refuses: the tokens are used.
 *
 * @param mode what happens
 * @param fallback the price that is taken meanwhile
 */
public record UnknownModels(Mode mode, PriceRow fallback) {
    /** What happens to a call of an unknown model. */
    public enum Mode {
        /** It is admitted, and priced at the fallback price with a flag: the default. */
        FALLBACK,
        /** It is refused before the call; once the tokens are used, it is priced as with {@link #FALLBACK}. */
        REFUSE_BEFORE_CALL,
        /** It is admitted, and recorded at no price with a flag, until it is re-priced. */
        PARK
    }

    /**
     * The fallback price that holds unless another one is configured: 5 USD per million input tokens and 25 USD per
     * million output tokens, the list price of a frontier model of 2026, so that an unknown model is rather billed too
     * high than too low until it is re-priced.
     */
    public static final PriceRow DEFAULT_FALLBACK = new PriceRow(
            "fallback@1",
            PriceCondition.ALWAYS,
            Map.of(UsageUnit.INPUT_TOKENS, Rate.of("5"), UsageUnit.OUTPUT_TOKENS, Rate.of("25")));

    /** {@link Mode#FALLBACK} at {@link #DEFAULT_FALLBACK}. */
    public static final UnknownModels DEFAULT = new UnknownModels(Mode.FALLBACK, DEFAULT_FALLBACK);

    /** A row without rates, for calls that wait for their price. */
    static final PriceRow PARKED = new PriceRow("parked@1", PriceCondition.ALWAYS, Map.of());

    /** The row that is applied. */
    PriceRow row() {
        return mode == Mode.PARK ? PARKED : fallback;
    }

    /** How it is told. */
    PriceFlag flag() {
        return mode == Mode.PARK ? PriceFlag.PARKED_PRICE : PriceFlag.FALLBACK_PRICE;
    }
}
