package ai.aim2balance.metering.pricing;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Pico;
import ai.aim2balance.metering.pricing.catalog.ListCost;
import ai.aim2balance.metering.pricing.catalog.ModelPrices;
import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.pricing.catalog.PriceContext;
import ai.aim2balance.metering.pricing.catalog.PriceRow;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prices calls: provider and model to list cost in USD, margin and rebalancing fee, EUR and credits. A pure function of
 * the call, the catalogues and the exchange rates: nothing is stored, nothing asks a network. Immutable and
 * thread-safe.
 */
public final class PricingService {
    private final PriceBook book;
    private final ExchangeRates exchangeRates;
    private final UnknownModels unknownModels;
    private final CreditBasis creditBasis;

    PricingService(PricingBuilder builder, ExchangeRates exchangeRates) {
        this.book = new PriceBook(builder);
        this.exchangeRates = exchangeRates;
        this.unknownModels = builder.unknownModels;
        this.creditBasis = builder.creditBasis;
    }

    /**
     * Configures a service. Only the exchange rates have no default.
     *
     * @return a builder with the bundled catalogue, 15 % margin, 2.5 % fee and the fallback price for unknown models
     */
    public static PricingBuilder builder() {
        return new PricingBuilder();
    }

    /**
     * Prices a call that was made. What cannot be priced as asked is priced as configured, and flagged; only what makes
     * an amount impossible is an error.
     *
     * @param request the call; records of {@link ai.aim2balance.metering.usage.UsageReading#more()} are calls of their
     *     own
     * @return the price, which explains itself
     * @throws ai.aim2balance.metering.InvalidInputException if an amount leaves the range of 9.2 million USD or EUR
     * @throws ai.aim2balance.metering.pricing.exchange.ExchangeRateUnavailableException if there is no exchange rate at
     *     all, neither earlier nor later: rates that are fixed or by date always have one, supplied ones from the
     *     supplier's first answer on
     */
    public PriceQuote quote(PriceRequest request) {
        PriceBook.Page page = book.page(request.tenant(), request.provider(), request.model());
        PriceContext context = request.context();
        ModelPrices model = page.model();
        PriceRow row = model == null ? unknownModels.row() : model.rowFor(context);
        ListCost list = row.cost(request.usage());
        Selling selling = page.selling(context.at(), exchangeRates.quoteAt(context.at()));
        return new PriceQuote(
                page.provider(),
                model == null ? null : model.id(),
                list,
                selling,
                creditBasis,
                flags(model, context, list, selling.exchange()));
    }

    /**
     * Prices a call that is about to be made, from an estimate of its usage.
     *
     * @param request the call
     * @return the price
     * @throws UnknownModelException if the catalogue does not know the model and unknown models are refused
     */
    public PriceQuote quoteBeforeCall(PriceRequest request) {
        if (unknownModels.mode() == UnknownModels.Mode.REFUSE_BEFORE_CALL
                && !knows(request.tenant(), request.provider(), request.model())) {
            throw new UnknownModelException(
                    request.provider(),
                    request.model(),
                    book.catalog(request.tenant()).version());
        }
        return quote(request);
    }

    /**
     * Whether a model has a price of its own.
     *
     * @param tenant whose price lists are asked, or null for the general one
     * @param provider the provider's name
     * @param model the model's name, or null
     * @return false where {@link #quote} would fall back
     */
    public boolean knows(@Nullable String tenant, String provider, @Nullable String model) {
        return book.page(tenant, provider, model).model() != null;
    }

    /**
     * What a balance is worth: spending it to zero costs exactly that, at the tenant's general markup and the rate of
     * that moment.
     *
     * @param tenant whose markup holds, or null for the general one
     * @param credits credits, at most 6 decimals; may be negative
     * @param at when
     * @return EUR with 12 decimals
     */
    public BigDecimal eurValue(@Nullable String tenant, BigDecimal credits, Instant at) {
        if (credits.stripTrailingZeros().scale() > Pico.SCALE - 6) {
            throw new InvalidInputException("credits", credits.toPlainString(), "at most 6 decimals");
        }
        long micro = Pico.ofExact(credits.movePointLeft(6), "list price of the credits in USD");
        return Pico.toDecimal(
                book.selling(tenant, at, exchangeRates.quoteAt(at)).eurOfCredits(micro, creditBasis));
    }

    /**
     * How many credits an amount of money buys: {@link #eurValue} backwards, rounded half-even to a millionth of a
     * credit.
     *
     * @param tenant whose markup holds, or null for the general one
     * @param eur the amount in EUR, at most 12 decimals
     * @param at when
     * @return credits with 6 decimals
     */
    public BigDecimal creditsFor(@Nullable String tenant, BigDecimal eur, Instant at) {
        long pico = Pico.ofExact(eur, "amount in EUR");
        long micro = book.selling(tenant, at, exchangeRates.quoteAt(at)).creditsOfEur(pico, creditBasis);
        return BigDecimal.valueOf(micro, Pico.SCALE - 6);
    }

    /**
     * The catalogue in use.
     *
     * @return the general catalogue, without price lists of tenants
     */
    public PriceCatalog catalog() {
        return book.catalog(null);
    }

    private Set<PriceFlag> flags(
            @Nullable ModelPrices model, PriceContext context, ListCost list, ExchangeQuote exchange) {
        PriceRow row = list.row();
        boolean charged = model != null && !row.rates().isEmpty();
        boolean tierless =
                charged && context.serviceTier() != null && row.condition().serviceTier() == null;
        boolean batchless = charged && context.batch() && row.condition().batch() == null;
        boolean regionless =
                charged && context.region() != null && row.condition().region() == null;
        boolean unpriced = !list.unpriced().isEmpty();
        boolean asked = !tierless && !batchless && !regionless && !unpriced;
        boolean inForce = model == null || row.condition().holds(context);
        if (model != null && asked && inForce && list.consistent() && !exchange.overdue()) {
            return Set.of();
        }
        Set<PriceFlag> flags = EnumSet.noneOf(PriceFlag.class);
        add(flags, model == null, unknownModels.flag());
        add(flags, !list.consistent(), PriceFlag.INCONSISTENT_USAGE);
        add(flags, unpriced, PriceFlag.UNPRICED_UNIT);
        add(flags, tierless, PriceFlag.UNPRICED_SERVICE_TIER);
        add(flags, batchless, PriceFlag.UNPRICED_BATCH);
        add(flags, regionless, PriceFlag.UNPRICED_REGION);
        add(flags, !inForce, PriceFlag.NO_PRICE_IN_FORCE);
        add(flags, exchange.overdue(), PriceFlag.OVERDUE_EXCHANGE_RATE);
        return Collections.unmodifiableSet(flags);
    }

    private static void add(Set<PriceFlag> flags, boolean holds, PriceFlag flag) {
        if (holds) {
            flags.add(flag);
        }
    }
}
