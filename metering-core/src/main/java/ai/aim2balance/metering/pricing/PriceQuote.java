package ai.aim2balance.metering.pricing;

import ai.aim2balance.metering.internal.Pico;
import ai.aim2balance.metering.pricing.catalog.ListCost;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The price of one call: list cost in USD by line, margin and rebalancing fee, EUR and credits. All amounts are exact
 * at 12 decimals (credits at 6), rounded half-even where they cannot be exact. Immutable and thread-safe.
 */
public final class PriceQuote {
    private final String provider;
    private final @Nullable String model;
    private final ListCost list;
    private final Selling selling;
    private final CreditBasis creditBasis;
    private final Set<PriceFlag> flags;
    private final long totalEur;
    private final long credits;

    PriceQuote(
            String provider,
            @Nullable String model,
            ListCost list,
            Selling selling,
            CreditBasis creditBasis,
            Set<PriceFlag> flags) {
        this.provider = provider;
        this.model = model;
        this.list = list;
        this.selling = selling;
        this.creditBasis = creditBasis;
        this.flags = flags;
        this.totalEur = selling.totalEur(list.totalPico());
        this.credits = selling.credits(list.totalPico(), creditBasis);
    }

    /**
     * Who served the call.
     *
     * @return the catalogue's id of the provider, or the name as it was given where the catalogue does not know it
     */
    public String provider() {
        return provider;
    }

    /**
     * Which model was priced.
     *
     * @return the catalogue's id of the model, or null where the catalogue does not know it
     */
    public @Nullable String model() {
        return model;
    }

    /**
     * Which price was applied.
     *
     * @return the id of the price row; the same id is the same price for ever
     */
    public String priceVersion() {
        return list.row().version();
    }

    /**
     * The list cost in USD, line by line.
     *
     * @return the cost before margin and fee
     */
    public ListCost list() {
        return list;
    }

    /**
     * The markup that was applied.
     *
     * @return margin and fee
     */
    public Markup markup() {
        return selling.markup();
    }

    /**
     * The exchange rate that was applied.
     *
     * @return the published quote with its date and direction
     */
    public ExchangeQuote exchange() {
        return selling.exchange();
    }

    /**
     * The list cost in EUR.
     *
     * @return EUR with 12 decimals
     */
    public BigDecimal listEur() {
        return Pico.toDecimal(listEurPico());
    }

    /**
     * The list cost in pico-euros.
     *
     * @return 10<sup>-12</sup> EUR
     */
    public long listEurPico() {
        return selling.listEur(list.totalPico());
    }

    /**
     * The margin on the list cost.
     *
     * @return EUR with 12 decimals
     */
    public BigDecimal marginEur() {
        return Pico.toDecimal(marginEurPico());
    }

    /**
     * The margin in pico-euros.
     *
     * @return 10<sup>-12</sup> EUR
     */
    public long marginEurPico() {
        return selling.marginEur(list.totalPico());
    }

    /**
     * The rebalancing fee: what list cost and margin leave of the total, so that the parts add up. On amounts of a few
     * pico-euros, rounding can make it one pico-euro less than nothing; as a donation that counts as nothing.
     *
     * @return EUR with 12 decimals
     */
    public BigDecimal feeEur() {
        return costEur().subtract(listEur()).subtract(marginEur());
    }

    /**
     * What the call costs.
     *
     * @return EUR with 12 decimals: list cost, margin and fee
     */
    public BigDecimal costEur() {
        return Pico.toDecimal(totalEur);
    }

    /**
     * What the call costs in pico-euros.
     *
     * @return 10<sup>-12</sup> EUR
     */
    public long costEurPico() {
        return totalEur;
    }

    /**
     * How many credits the call takes. One credit is 0.000001 USD.
     *
     * @return credits with 6 decimals
     */
    public BigDecimal credits() {
        return BigDecimal.valueOf(credits, Pico.SCALE - 6);
    }

    /**
     * The credits as the ledger counts them.
     *
     * @return millionths of a credit
     */
    public long microCredits() {
        return credits;
    }

    /**
     * At which price the credits were taken.
     *
     * @return the basis
     */
    public CreditBasis creditBasis() {
        return creditBasis;
    }

    /**
     * What a reader must know about this quote.
     *
     * @return an unmodifiable set; empty for an ordinary price
     */
    public Set<PriceFlag> flags() {
        return flags;
    }

    /**
     * The bill in words: each line with its count, rate and amount, then margin, exchange rate, fee, total and credits.
     *
     * @return one line of text for each step
     */
    public List<String> explain() {
        return Explanation.of(this);
    }

    @Override
    public String toString() {
        return "PriceQuote[" + priceVersion() + ", " + costEur().toPlainString() + " EUR, " + flags + "]";
    }
}
