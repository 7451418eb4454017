package ai.aim2balance.metering.pricing;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Configures a {@link PricingService}. Not thread-safe. */
public final class PricingBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(PricingService.class);

    PriceCatalog catalog = PriceCatalog.bundled();
    final Map<String, PriceCatalog> tenantCatalogs = new HashMap<>();
    final List<MarkupRule> markupRules = new ArrayList<>();
    Markup markup = Markup.DEFAULT;
    UnknownModels unknownModels = UnknownModels.DEFAULT;
    CreditBasis creditBasis = CreditBasis.LIST_PRICE;
    boolean byRulesOnly;
    private @Nullable ExchangeRates exchangeRates;

    PricingBuilder() {}

    /**
     * The catalogue, instead of the bundled one.
     *
     * @param catalog such as {@code PriceCatalog.bundled().with(PriceCatalog.ofYaml(file))}
     * @return this
     */
    public PricingBuilder catalog(PriceCatalog catalog) {
        this.catalog = Objects.requireNonNull(catalog, "catalog");
        return this;
    }

    /**
     * A tenant's own price list, which is asked before the catalogue: by the names of the call, then by what the
     * catalogue calls its provider and model.
     *
     * @param tenant the tenant
     * @param prices the models that have other prices for this tenant
     * @return this
     */
    public PricingBuilder tenantPrices(String tenant, PriceCatalog prices) {
        if (tenant.isBlank()) {
            throw new InvalidInputException("tenant", "empty", "a tenant's name");
        }
        tenantCatalogs.put(tenant, Objects.requireNonNull(prices, "prices"));
        return this;
    }

    /**
     * Where exchange rates come from. Must be given.
     *
     * @param exchangeRates the rates
     * @return this
     */
    public PricingBuilder exchangeRates(ExchangeRates exchangeRates) {
        this.exchangeRates = Objects.requireNonNull(exchangeRates, "exchangeRates");
        return this;
    }

    /**
     * The markup that holds where no rule does, instead of 15 % and 2.5 %.
     *
     * @param markup margin and fee
     * @return this
     */
    public PricingBuilder markup(Markup markup) {
        this.markup = Objects.requireNonNull(markup, "markup");
        return this;
    }

    /**
     * A markup for some calls. Of the rules that hold, a tenant's outweighs a model's, a model's a provider's, and the
     * later one an earlier one.
     *
     * @param rule the rule
     * @return this
     */
    public PricingBuilder markupRule(MarkupRule rule) {
        markupRules.add(Objects.requireNonNull(rule, "rule"));
        return this;
    }

    /**
     * What happens to calls of unknown models, instead of the fallback price with a flag.
     *
     * @param unknownModels the policy
     * @return this
     */
    public PricingBuilder unknownModels(UnknownModels unknownModels) {
        this.unknownModels = Objects.requireNonNull(unknownModels, "unknownModels");
        return this;
    }

    /**
     * At which price credits are taken, instead of the list price.
     *
     * @param creditBasis the basis
     * @return this
     */
    public PricingBuilder creditBasis(CreditBasis creditBasis) {
        this.creditBasis = Objects.requireNonNull(creditBasis, "creditBasis");
        return this;
    }

    /**
     * Finds models by the catalogue's rules alone, as the feed does: neither by an exact id that the rules do not
     * accept, nor by leaving out a date at the end of the name.
     *
     * @return this
     */
    public PricingBuilder matchByRulesOnly() {
        this.byRulesOnly = true;
        return this;
    }

    /**
     * The service.
     *
     * @return a service
     * @throws InvalidInputException if there are no exchange rates
     */
    public PricingService build() {
        if (exchangeRates == null) {
            throw new InvalidInputException(
                    "exchangeRates", "null", "ExchangeRates.fixed(…), a table by date or a supplier");
        }
        LOG.info(
                "metering prices by catalogue {} ({} providers), margin {}, rebalancing fee {}, {} markup rules,"
                        + " {} tenant price lists",
                catalog.version(),
                catalog.providerIds().size(),
                markup.margin(),
                markup.rebalancingFee(),
                markupRules.size(),
                tenantCatalogs.size());
        return new PricingService(this, exchangeRates);
    }
}
