package ai.aim2balance.metering.pricing;

import ai.aim2balance.metering.pricing.catalog.ModelPrices;
import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.pricing.catalog.ProviderPrices;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which catalogue, model and markup a name means, looked up once: a tenant's price list before the general catalogue.
 * Pages are remembered for as many names as a business uses; hostile ones cannot fill the memory.
 */
final class PriceBook {
    private static final int MOST_REMEMBERED = 10_000;
    private static final int LONGEST_REMEMBERED = 256;

    private final PriceCatalog catalog;
    private final Map<String, PriceCatalog> tenantCatalogs;
    private final MarkupTable markups;
    private final boolean byRulesOnly;
    private final Map<Name, Page> pages = new ConcurrentHashMap<>();

    PriceBook(PricingBuilder builder) {
        this.catalog = builder.catalog;
        this.tenantCatalogs = Map.copyOf(builder.tenantCatalogs);
        this.markups = new MarkupTable(builder.markupRules, builder.markup);
        this.byRulesOnly = builder.byRulesOnly;
    }

    PriceCatalog catalog(@Nullable String tenant) {
        return tenant == null ? catalog : tenantCatalogs.getOrDefault(tenant, catalog);
    }

    Page page(@Nullable String tenant, String provider, @Nullable String model) {
        Name name = new Name(tenant, provider, model);
        Page page = pages.get(name);
        return page != null ? page : lookup(name);
    }

    /** The markup of a tenant as such, for balances and top-ups. */
    Selling selling(@Nullable String tenant, Instant at, ExchangeQuote exchange) {
        return new Selling(markups.forModel(tenant, "", null).at(at), exchange);
    }

    private Page lookup(Name name) {
        String provider = catalog(name.tenant())
                .provider(name.provider(), name.model())
                .or(() -> catalog.provider(name.provider(), name.model()))
                .map(ProviderPrices::id)
                .orElse(name.provider());
        Optional<ModelPrices> general = find(catalog, name);
        PriceCatalog own = catalog(name.tenant());
        Optional<ModelPrices> model = own == catalog
                ? general
                : find(own, name)
                        .or(() -> find(own, name.as(provider, name.model())))
                        .or(() -> general.flatMap(known -> find(own, name.as(provider, known.id()))))
                        .or(() -> general);
        String modelName = model.map(ModelPrices::id).orElse(name.model());
        Page page = new Page(provider, model.orElse(null), markups.forModel(name.tenant(), provider, modelName));
        if (pages.size() >= MOST_REMEMBERED) {
            pages.clear();
        }
        if (name.length() <= LONGEST_REMEMBERED) {
            pages.put(name, page);
        }
        return page;
    }

    private Optional<ModelPrices> find(PriceCatalog catalog, Name name) {
        if (name.model() == null) {
            return Optional.empty();
        }
        return byRulesOnly
                ? catalog.findByRules(name.provider(), name.model())
                : catalog.find(name.provider(), name.model());
    }

    private record Name(
            @Nullable String tenant,
            String provider,
            @Nullable String model) {
        /** As the general catalogue calls it: a contract says "gpt-4o", a response one of its many other names. */
        Name as(String provider, @Nullable String model) {
            return new Name(tenant, provider, model);
        }

        int length() {
            return (tenant == null ? 0 : tenant.length()) + provider.length() + (model == null ? 0 : model.length());
        }
    }

    /** What a name means. */
    static final class Page {
        private final String provider;
        private final @Nullable ModelPrices model;
        private final MarkupTable markups;
        /** Most calls have the markup and the rate of the call before. */
        private volatile @Nullable Selling last;

        Page(String provider, @Nullable ModelPrices model, MarkupTable markups) {
            this.provider = provider;
            this.model = model;
            this.markups = markups;
        }

        String provider() {
            return provider;
        }

        @Nullable
        ModelPrices model() {
            return model;
        }

        Selling selling(Instant at, ExchangeQuote exchange) {
            Markup markup = markups.at(at);
            Selling selling = last;
            if (selling == null || !selling.isFor(markup, exchange)) {
                selling = new Selling(markup, exchange);
                last = selling;
            }
            return selling;
        }
    }
}
