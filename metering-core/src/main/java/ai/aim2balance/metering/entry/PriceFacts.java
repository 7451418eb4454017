package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.pricing.CreditBasis;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a call's price came about. Immutable and thread-safe.
 *
 * @param version the id of the price row
 * @param model the catalogue's id of the model, or null where it does not know the model
 * @param margin as a fraction of the list cost, such as 0.15
 * @param fee the rebalancing fee, as a fraction of list cost and margin, such as 0.025
 * @param exchange the published exchange rate
 * @param creditBasis at which price credits were taken
 */
public record PriceFacts(
        String version,
        @Nullable String model,
        BigDecimal margin,
        BigDecimal fee,
        ExchangeQuote exchange,
        CreditBasis creditBasis) {
    /** Keeps margin and fee without exponent. */
    public PriceFacts {
        margin = Plain.decimal(margin, "margin");
        fee = Plain.decimal(fee, "fee");
    }
}
