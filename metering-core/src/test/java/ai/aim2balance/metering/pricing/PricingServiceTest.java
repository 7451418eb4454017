package ai.aim2balance.metering.pricing;

import static ai.aim2balance.metering.usage.UsageUnit.CACHE_READ_TOKENS;
import static ai.aim2balance.metering.usage.UsageUnit.INPUT_TOKENS;
import static ai.aim2balance.metering.usage.UsageUnit.OUTPUT_TOKENS;
import static ai.aim2balance.metering.usage.UsageUnit.WEB_SEARCHES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.usage.ReadRequest;
import ai.aim2balance.metering.usage.TokenUsage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PricingServiceTest {
    private static final Instant AT = Instant.parse("2026-02-01T12:00:00Z");
    private static final TokenUsage USAGE = TokenUsage.of(1_000, 200);

    private static PricingBuilder pricing() {
        return PricingService.builder()
                .exchangeRates(ExchangeRates.fixed(
                        new BigDecimal("1.0843"),
                        ExchangeQuote.Direction.USD_PER_EUR,
                        LocalDate.parse("2026-01-30"),
                        "ECB"));
    }

    private static PriceRequest call(String provider, String model) {
        return PriceRequest.of(provider, model, USAGE, AT);
    }

    @Test
    void a_quote_says_every_step_of_the_bill() {
        TokenUsage usage = TokenUsage.builder()
                .set(INPUT_TOKENS, 1_200)
                .set(CACHE_READ_TOKENS, 1_000)
                .set(OUTPUT_TOKENS, 333)
                .set(WEB_SEARCHES, 2)
                .build();

        PriceQuote quote =
                pricing().build().quote(PriceRequest.of("anthropic", "claude-sonnet-4-6-20260101", usage, AT));

        assertThat(quote.explain())
                .containsExactly(
                        "price anthropic/claude-sonnet-4-6#1@2026-08-21",
                        "input_tokens: 200 × 3 USD / 1000000 = 0.0006 USD",
                        "output_tokens: 333 × 15 USD / 1000000 = 0.004995 USD",
                        "cache_read_tokens: 1000 × 0.3 USD / 1000000 = 0.0003 USD",
                        "web_searches: 2 × 10 USD / 1000 = 0.02 USD",
                        "list cost 0.025895 USD",
                        "÷ 1.0843 USD per EUR (ECB, 2026-01-30): 0.023881767039 EUR",
                        "margin 15 %: 0.003582265056 EUR",
                        "rebalancing fee 2.5 %: 0.000686600802 EUR",
                        "cost 0.028150632897 EUR",
                        "credits 25895 at list price");
        assertThat(quote.flags()).isEmpty();
        assertThat(quote.model()).isEqualTo("claude-sonnet-4-6");
    }

    @Test
    void the_parts_of_a_cost_always_add_up_and_the_total_is_rounded_once() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal rate = BigDecimal.valueOf(random.nextLong(500_000, 2_000_000), 6);
            ExchangeQuote.Direction direction = ExchangeQuote.Direction.values()[random.nextInt(2)];
            Markup markup = new Markup(
                    BigDecimal.valueOf(random.nextLong(0, 2_000_000), 6),
                    BigDecimal.valueOf(random.nextLong(20_000, 30_001), 6));
            PricingService service = PricingService.builder()
                    .markup(markup)
                    .exchangeRates(ExchangeRates.fixed(rate, direction, LocalDate.EPOCH, "test"))
                    .build();
            TokenUsage usage =
                    TokenUsage.of(random.nextLong(1L << random.nextInt(36)), random.nextLong(1L << random.nextInt(30)));

            PriceQuote quote = service.quote(PriceRequest.of("openai", "gpt-4o", usage, AT));

            BigDecimal list = quote.list().totalUsd();
            BigDecimal factor =
                    BigDecimal.ONE.add(markup.margin()).multiply(BigDecimal.ONE.add(markup.rebalancingFee()));
            BigDecimal expected = direction == ExchangeQuote.Direction.EUR_PER_USD
                    ? list.multiply(rate).multiply(factor).setScale(12, RoundingMode.HALF_EVEN)
                    : list.multiply(factor).divide(rate, 12, RoundingMode.HALF_EVEN);
            assertThat(quote.costEur()).isEqualTo(expected);
            assertThat(quote.listEur().add(quote.marginEur()).add(quote.feeEur()))
                    .isEqualTo(quote.costEur());
            assertThat(quote.feeEur()).isGreaterThanOrEqualTo(new BigDecimal("-0.000000000001"));
            assertThat(quote.credits().movePointLeft(6)).isEqualByComparingTo(list);
        }
    }

    @Test
    void spending_a_balance_to_zero_shows_exactly_its_value_as_cost() {
        for (CreditBasis basis : CreditBasis.values()) {
            PricingService service = pricing().creditBasis(basis).build();
            PriceQuote quote = service.quote(call("openai", "gpt-4o"));

            assertThat(service.eurValue(null, quote.credits(), AT)
                            .subtract(quote.costEur())
                            .abs())
                    .as(basis.name())
                    .isLessThanOrEqualTo(new BigDecimal("0.000000000001"));
            BigDecimal bought = service.creditsFor(null, new BigDecimal("10"), AT);
            assertThat(service.eurValue(null, bought, AT).round(new MathContext(12)))
                    .isEqualByComparingTo("10");
        }
        assertThat(pricing()
                        .build()
                        .eurValue(null, new BigDecimal("-1000000"), AT)
                        .negate())
                .isEqualTo(pricing().build().eurValue(null, new BigDecimal("1000000"), AT))
                .isEqualByComparingTo("1.087106889237");
    }

    @Test
    void an_unknown_model_is_priced_at_the_fallback_and_flagged() {
        PriceQuote quote = pricing().build().quote(call("openai", "gpt-99"));

        assertThat(quote.flags()).containsExactly(PriceFlag.FALLBACK_PRICE);
        assertThat(quote.priceVersion()).isEqualTo("fallback@1");
        assertThat(quote.list().totalUsd()).isEqualByComparingTo("0.01");
        assertThat(quote.model()).isNull();
        assertThat(pricing().build().quote(call("nobody", "gpt-4o")).flags()).containsExactly(PriceFlag.FALLBACK_PRICE);
        assertThat(pricing()
                        .build()
                        .quote(PriceRequest.of("openai", null, USAGE, AT))
                        .flags())
                .containsExactly(PriceFlag.FALLBACK_PRICE);
    }

    @Test
    void an_unknown_model_can_be_refused_before_the_call_but_never_after_it() {
        PricingService service = pricing()
                .unknownModels(new UnknownModels(UnknownModels.Mode.REFUSE_BEFORE_CALL, UnknownModels.DEFAULT_FALLBACK))
                .build();

        assertThatThrownBy(() -> service.quoteBeforeCall(call("openai", "gpt-99")))
                .isInstanceOf(UnknownModelException.class)
                .hasMessage("model of openai is gpt-99; allowed: a model of the catalogue 2026-08-21+own-1");
        assertThat(service.quoteBeforeCall(call("openai", "gpt-4o")).flags()).isEmpty();
        assertThat(service.quote(call("openai", "gpt-99")).flags()).containsExactly(PriceFlag.FALLBACK_PRICE);
    }

    @Test
    void an_unknown_model_can_wait_for_its_price() {
        PriceQuote quote = pricing()
                .unknownModels(new UnknownModels(UnknownModels.Mode.PARK, UnknownModels.DEFAULT_FALLBACK))
                .build()
                .quote(call("openai", "gpt-99"));

        assertThat(quote.flags()).containsExactly(PriceFlag.PARKED_PRICE);
        assertThat(quote.costEur()).isZero();
        assertThat(quote.explain()).contains("note: the catalogue does not know this model; it waits for its price");
    }

    @Test
    void a_free_model_is_priced_at_nothing_and_not_flagged() {
        assertThat(pricing().build().quote(call("ollama", "llama3.2"))).satisfies(quote -> {
            assertThat(quote.costEur()).isZero();
            assertThat(quote.flags()).isEmpty();
            assertThat(quote.explain()).contains("the model is free of charge");
        });
    }

    @Test
    void what_a_quote_could_not_price_as_asked_is_flagged() {
        PriceRequest request = PriceRequest.builder(
                        "openai",
                        "gpt-4o",
                        TokenUsage.builder()
                                .set(INPUT_TOKENS, 10)
                                .set(CACHE_READ_TOKENS, 11)
                                .set(WEB_SEARCHES, 1)
                                .build())
                .at(AT)
                .serviceTier("priority")
                .batch(true)
                .build();
        ExchangeRates old = at ->
                new ExchangeQuote(BigDecimal.ONE, ExchangeQuote.Direction.USD_PER_EUR, LocalDate.EPOCH, "old", true);

        PriceQuote quote = PricingService.builder().exchangeRates(old).build().quote(request);

        assertThat(quote.flags().stream().map(PriceFlag::key))
                .containsExactly(
                        "inconsistent-usage",
                        "unpriced-unit",
                        "unpriced-service-tier",
                        "unpriced-batch",
                        "overdue-exchange-rate");
        assertThat(quote.explain()).contains("note: no price for web_searches");
    }

    @Test
    void a_tenants_price_list_is_asked_before_the_catalogue() {
        PriceCatalog prices = PriceCatalog.ofYaml(
                "format: 1\nversion: acme-1\nsource: contract\nproviders:\n  openai:\n    models:\n"
                        + "      gpt-4o: {prices: {input_tokens: 1, output_tokens: 2}}\n"
                        + "  house:\n    models:\n      own: {prices: {input_tokens: 3, output_tokens: 3}}\n",
                "acme.yaml");
        PricingService service = pricing().tenantPrices("acme", prices).build();

        PriceRequest.Builder request =
                PriceRequest.builder("openai", "gpt-4o", USAGE).at(AT);
        assertThat(service.quote(request.tenant("acme").build()).priceVersion()).isEqualTo("openai/gpt-4o@acme-1");
        assertThat(service.quote(request.tenant("Acme").build()).priceVersion()).isEqualTo("openai/gpt-4o@2026-08-21");
        assertThat(service.quote(request.tenant(null).build()).priceVersion()).isEqualTo("openai/gpt-4o@2026-08-21");
        PriceRequest.Builder other =
                PriceRequest.builder("openai", "o3", USAGE).at(AT).tenant("acme");
        assertThat(service.quote(other.build()).priceVersion()).isEqualTo("openai/o3#2@2026-08-21");
        PriceRequest.Builder own = PriceRequest.builder("house", "own", USAGE).at(AT);
        assertThat(service.quote(own.tenant("acme").build()).flags()).isEmpty();
        assertThat(service.quote(own.tenant("other").build()).flags()).containsExactly(PriceFlag.FALLBACK_PRICE);
    }

    @Test
    void a_file_laid_over_the_catalogue_replaces_models_and_is_tried_first() {
        PriceCatalog over = PriceCatalog.ofYaml(
                "format: 1\nversion: own-1\nsource: us\nproviders:\n  openai:\n    models:\n"
                        + "      tuned: {match: {startsWith: 'ft:gpt-4o-2024-08-06:acme'}, prices: {input_tokens: 9}}\n"
                        + "      o3: {prices: {input_tokens: 7}}\n",
                "own.yaml");
        PricingService service =
                pricing().catalog(PriceCatalog.bundled().with(over)).build();

        assertThat(service.quote(call("openai", "ft:gpt-4o-2024-08-06:acme:x")).priceVersion())
                .isEqualTo("openai/tuned@own-1");
        assertThat(service.quote(call("openai", "o3")).priceVersion()).isEqualTo("openai/o3@own-1");
        assertThat(service.quote(call("openai", "gpt-4o")).priceVersion()).isEqualTo("openai/gpt-4o@2026-08-21");
    }

    @Test
    void a_model_laid_over_the_catalogue_is_known_by_all_names_of_the_one_it_replaces() {
        PriceCatalog over = PriceCatalog.ofYaml(
                "format: 1\nversion: own-1\nsource: us\nproviders:\n  mistral:\n    models:\n"
                        + "      mistral-large: {prices: {input_tokens: 7}}\n  google:\n    models:\n"
                        + "      gemini-2.5-pro: {aliases: [our-gemini], prices: {input_tokens: 8}}\n",
                "own.yaml");
        PriceCatalog catalog = PriceCatalog.bundled().with(over);
        PricingService service = pricing().catalog(catalog).build();

        assertThat(service.quote(call("mistral", "mistral-large-2411")).priceVersion())
                .isEqualTo("mistral/mistral-large@own-1");
        assertThat(service.quote(call("google", "our-gemini")).priceVersion()).isEqualTo("google/gemini-2.5-pro@own-1");
        assertThat(service.quote(call("google", "gemini-2.5-pro-preview-05-06")).flags())
                .as("a model with names of its own is known by these alone")
                .containsExactly(PriceFlag.FALLBACK_PRICE);
        assertThat(catalog.providers()).hasSameSizeAs(PriceCatalog.bundled().providers());
    }

    @Test
    void a_tenants_price_holds_whatever_the_call_calls_provider_and_model() {
        PriceCatalog prices = PriceCatalog.ofYaml(
                "format: 1\nversion: acme-1\nsource: contract\nproviders:\n  mistral:\n    models:\n"
                        + "      mistral-large: {prices: {input_tokens: 7}}\n  aws:\n    models:\n"
                        + "      our-import: {prices: {input_tokens: 8}}\n",
                "acme.yaml");
        PricingService service = pricing().tenantPrices("acme", prices).build();

        assertThat(service.quote(PriceRequest.builder("mistral", "mistral-large-2411", USAGE)
                                .tenant("acme")
                                .at(AT)
                                .build())
                        .priceVersion())
                .isEqualTo("mistral/mistral-large@acme-1");
        assertThat(service.quote(PriceRequest.builder("bedrock", "our-import", USAGE)
                                .tenant("acme")
                                .at(AT)
                                .build())
                        .priceVersion())
                .isEqualTo("aws/our-import@acme-1");
    }

    @Test
    void a_price_that_does_not_hold_for_the_call_is_flagged() {
        PriceCatalog prices = PriceCatalog.ofYaml(
                "format: 1\nversion: v\nsource: s\nproviders:\n  x:\n    models:\n      m:\n        prices:\n"
                        + "          - {from: 2026-01-01, tier: flex, rates: {input_tokens: 1, output_tokens: 1}}\n"
                        + "          - {from: 2026-01-01, rates: {input_tokens: 2, output_tokens: 2}}\n",
                "prices.yaml");
        PricingService service = pricing().catalog(prices).build();
        Instant before = Instant.parse("2025-12-31T23:59:59Z");

        assertThat(service.quote(PriceRequest.of("x", "m", USAGE, before)).flags())
                .containsExactly(PriceFlag.NO_PRICE_IN_FORCE);
        assertThat(service.quote(PriceRequest.of("x", "m", USAGE, before)).explain())
                .contains("note: no price of this model holds for the call; its first one was taken");
        assertThat(service.quote(PriceRequest.of("x", "m", USAGE, Instant.parse("2026-01-01T00:00:00Z")))
                        .flags())
                .isEmpty();
    }

    @Test
    void a_region_without_a_price_is_flagged_and_nowhere_in_particular_is_none() {
        PricingService service = pricing().build();
        PriceRequest.Builder request =
                PriceRequest.builder("anthropic", "claude-3-haiku", USAGE).at(AT);

        assertThat(service.quote(request.region("us").build()).flags()).containsExactly(PriceFlag.UNPRICED_REGION);
        assertThat(service.quote(request.region("global").build()).flags()).isEmpty();
        assertThat(service.quote(request.region("not_available").build()).flags())
                .isEmpty();
    }

    @Test
    void a_markup_rule_finds_a_provider_that_the_catalogue_does_not_know_in_any_case() {
        PricingService service = pricing()
                .markupRule(new MarkupRule(null, "House", null, null, null, Markup.of("0.20", "0.02")))
                .build();

        assertThat(margin(service, null, "House", "m", AT)).isEqualByComparingTo("0.20");
    }

    @Test
    void of_the_markup_rules_that_hold_the_most_specific_wins_and_then_the_last() {
        PricingService service = pricing()
                .markupRule(new MarkupRule(null, "openai", null, null, null, Markup.of("0.20", "0.02")))
                .markupRule(new MarkupRule(null, "openai", "gpt-4o", null, null, Markup.of("0.30", "0.02")))
                .markupRule(MarkupRule.forTenant("acme", Markup.of("0.10", "0.03")))
                .markupRule(new MarkupRule("acme", null, null, AT, null, Markup.of("0.05", "0.03")))
                .build();

        assertThat(margin(service, null, "openai", "o3", AT)).isEqualByComparingTo("0.20");
        assertThat(margin(service, null, "openai", "gpt-4o", AT)).isEqualByComparingTo("0.30");
        assertThat(margin(service, "acme", "openai", "gpt-4o", AT.minusNanos(1)))
                .isEqualByComparingTo("0.10");
        assertThat(margin(service, "acme", "openai", "gpt-4o", AT)).isEqualByComparingTo("0.05");
        assertThat(margin(service, "other", "anthropic", "claude-3-haiku", AT)).isEqualByComparingTo("0.15");
    }

    private static BigDecimal margin(PricingService service, String tenant, String provider, String model, Instant at) {
        return service.quote(PriceRequest.builder(provider, model, USAGE)
                        .tenant(tenant)
                        .at(at)
                        .build())
                .markup()
                .margin();
    }

    @Test
    void bad_settings_are_refused_with_what_is_allowed() {
        assertThatThrownBy(() -> Markup.of("-0.1", "0.025"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("margin is -0.1; allowed: 0 to 10 with at most 6 decimals");
        assertThatThrownBy(() -> Markup.of("0.15", "0.05"))
                .hasMessage("rebalancing fee is 0.05; allowed: 0.02 to 0.03 with at most 6 decimals");
        assertThatThrownBy(() -> PricingService.builder().build())
                .hasMessage("exchangeRates is null; allowed: ExchangeRates.fixed(…), a table by date or a supplier");
        assertThatThrownBy(() -> PriceRequest.builder(" ", "m", USAGE))
                .hasMessage("provider is empty; allowed: a provider's name");
        assertThatThrownBy(() -> PriceRequest.of("deepseek", "deepseek-chat", USAGE, Instant.MAX))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(
                        "at is +1000000000-12-31T23:59:59.999999999Z; allowed: -999999999-01-01T00:00:00Z to");
        assertThatThrownBy(() -> pricing().build().eurValue(null, new BigDecimal("0.0000001"), AT))
                .hasMessage("credits is 0.0000001; allowed: at most 6 decimals");
        assertThatThrownBy(() -> pricing().build().creditsFor(null, new BigDecimal("1e30"), AT))
                .hasMessageStartingWith("amount in EUR is 1000000000000000000000000000000.000000000000; allowed: ");
    }

    @Test
    void null_is_told_like_any_other_value_that_is_not_allowed() {
        assertThatThrownBy(() -> PriceRequest.of(null, "m", USAGE, AT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("provider is null; allowed: a provider's name");
        assertThatThrownBy(() -> PriceRequest.of("openai", "m", null, AT))
                .hasMessage("usage is null; allowed: what was used");
        assertThatThrownBy(() -> PriceRequest.of("openai", "m", USAGE, null))
                .hasMessage("at is null; allowed: the instant of the call");
        assertThatThrownBy(() -> new Markup(null, BigDecimal.ONE)).hasMessage("margin is null; allowed: 0 to 10");
        assertThatThrownBy(() -> ReadRequest.of("openai", (String) null))
                .hasMessage("body is null; allowed: the response's JSON");
    }

    @Test
    void many_names_of_one_day_do_not_fill_the_memory() {
        PricingService service = pricing().build();
        for (int i = 0; i < 30_000; i++) {
            assertThat(service.quote(call("openai", "model-" + i)).flags()).containsExactly(PriceFlag.FALLBACK_PRICE);
        }
        assertThat(service.quote(call("openai", "gpt-4o")).flags()).isEmpty();
    }
}
