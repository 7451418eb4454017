package ai.aim2balance.metering.pricing.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.pricing.catalog.ModelPrices;
import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.pricing.catalog.PriceContext;
import ai.aim2balance.metering.pricing.catalog.PriceRow;
import ai.aim2balance.metering.pricing.catalog.Rate;
import ai.aim2balance.metering.usage.UsageUnit;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogDiffTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final PriceCatalog CURRENT = catalog("mine", """
            openai:
                fallback: [anthropic]
                models:
                  gpt-4o:
                    match: {startsWith: gpt-4o}
                    context: 128000
                    prices: {input_tokens: 2.5, output_tokens: 10, cache_read_tokens: 1.25}
                  old-one:
                    prices: {input_tokens: 1, output_tokens: 2}
                  gift:
                    prices: {}
              anthropic:
                models:
                  claude:
                    prices:
                      - rates: {input_tokens: 3, output_tokens: 15}
                      - from: 2026-06-01
                        rates: {input_tokens: 4, output_tokens: 20}
                      - from: 2027-01-01
                        rates: {input_tokens: 5, output_tokens: 25}
                      - tier: flex
                        rates: {input_tokens: 2, output_tokens: 10}
              local:
                models:
                  llama:
                    prices: {}
            """);

    @Test
    void the_same_prices_are_no_difference() {
        CatalogDiff diff =
                diff(source("a", "gpt-4o", "{input_tokens: 2.50, output_tokens: 10.0, cache_read_tokens: 1.25}"));

        assertThat(diff.entries(DiffEntry.Kind.CHANGED)).isEmpty();
        assertThat(diff.entries(DiffEntry.Kind.ADDED)).isEmpty();
        assertThat(diff.accept(Set.of())).isSameAs(CURRENT);
    }

    @Test
    void a_change_names_the_unit_and_both_rates_and_by_how_much() {
        CatalogDiff diff = diff(source("a", "gpt-4o", "{input_tokens: 2, output_tokens: 12, cache_read_tokens: 1.25}"));

        DiffEntry entry = diff.entries(DiffEntry.Kind.CHANGED).get(0);
        assertThat(entry.changes())
                .extracting(PriceChange::unit)
                .containsExactly(UsageUnit.INPUT_TOKENS, UsageUnit.OUTPUT_TOKENS);
        assertThat(entry.changes().get(1).before()).isEqualByComparingTo("10");
        assertThat(entry.changes().get(1).after()).isEqualByComparingTo("12");
        assertThat(entry.changes().get(1).percent()).isEqualByComparingTo("20");
        assertThat(entry.changes().get(0).factor()).isEqualByComparingTo("0.8");
        assertThat(diff.report())
                .contains(
                        "changed openai/gpt-4o: input_tokens 2.5 → 2 (-20 %); output_tokens 10 → 12 (+20 %) (a) HELD");
    }

    @Test
    void a_unit_without_a_rate_is_compared_by_what_it_is_charged() {
        CatalogDiff diff = diff(source("a", "gpt-4o", "{input_tokens: 2.5, output_tokens: 10}"));

        assertThat(diff.entries(DiffEntry.Kind.CHANGED).get(0).changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.unit()).isEqualTo(UsageUnit.CACHE_READ_TOKENS);
                    assertThat(change.after()).isEqualByComparingTo("2.5");
                });
    }

    @Test
    void a_context_tier_is_compared_where_it_begins() {
        CatalogDiff diff = diff(source(
                "a",
                "gpt-4o",
                "{input_tokens: {base: 2.5, above: {200000: 5}}, output_tokens: 10, cache_read_tokens: 1.25}"));

        assertThat(diff.entries(DiffEntry.Kind.CHANGED).get(0).changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.above()).isEqualTo(200_000);
                    assertThat(change.before()).isEqualByComparingTo("2.5");
                    assertThat(change.after()).isEqualByComparingTo("5");
                });
    }

    @Test
    void an_unknown_model_is_added_and_held_while_only_one_source_has_it() {
        CatalogDiff diff = diff(source("a", "o9", "{input_tokens: 1, output_tokens: 4}"));

        DiffEntry entry = diff.entries(DiffEntry.Kind.ADDED).get(0);
        assertThat(entry.key()).isEqualTo("openai/o9");
        assertThat(entry.suspicions()).containsExactly(Suspicion.FEWER_THAN_TWO_SOURCES);
        assertThatThrownBy(() -> diff.accept(Set.of()))
                .isInstanceOfSatisfying(
                        UnconfirmedPricesException.class,
                        e -> assertThat(e.entries()).containsExactly(entry))
                .hasMessageContaining("openai/o9");
        assertThat(diff.accept(Set.of("openai/o9")).find("openai", "o9")).isPresent();
    }

    @Test
    void two_sources_within_one_per_cent_are_a_proposal() {
        CatalogDiff diff = diff(
                source("a", "o9", "{input_tokens: 1, output_tokens: 4}"),
                source("b", "o9", "{input_tokens: 1.01, output_tokens: 4, cache_read_tokens: 0.1}"));

        assertThat(diff.held()).isEmpty();
        assertThat(diff.report()).contains("added openai/o9: input_tokens 1; output_tokens 4 (a = b)");
        assertThat(input(diff.accept(Set.of()), "openai", "o9", NOW)).isEqualByComparingTo("1");
    }

    @Test
    void two_sources_that_disagree_are_held() {
        CatalogDiff diff = diff(
                source("a", "o9", "{input_tokens: 1, output_tokens: 4}"),
                source("b", "o9", "{input_tokens: 1.02, output_tokens: 4}"));

        assertThat(diff.held()).singleElement().satisfies(entry -> {
            assertThat(entry.suspicions()).containsExactly(Suspicion.SOURCES_DISAGREE);
            assertThat(entry.sources()).isEqualTo("a ≠ b");
        });
    }

    @Test
    void the_same_file_read_twice_does_not_confirm_itself() {
        ImportedCatalog source = source("a", "o9", "{input_tokens: 1, output_tokens: 4}");

        assertThat(diff(source, source).held()).hasSize(1);
    }

    @Test
    void more_than_tenfold_either_way_is_held_and_exactly_tenfold_is_not() {
        assertThat(suspicions("{input_tokens: 25, output_tokens: 10, cache_read_tokens: 1.25}"))
                .isEmpty();
        assertThat(suspicions("{input_tokens: 25.01, output_tokens: 10, cache_read_tokens: 1.25}"))
                .containsExactly(Suspicion.MORE_THAN_TENFOLD);
        assertThat(suspicions("{input_tokens: 0.25, output_tokens: 10, cache_read_tokens: 1.25}"))
                .isEmpty();
        assertThat(suspicions("{input_tokens: 0.2499, output_tokens: 10, cache_read_tokens: 1.25}"))
                .containsExactly(Suspicion.MORE_THAN_TENFOLD);
    }

    @Test
    void becoming_free_and_being_free_no_longer_are_held() {
        assertThat(suspicions("{}")).containsExactly(Suspicion.TO_FREE);
        assertThat(suspicions("{input_tokens: 2.5, output_tokens: 0, cache_read_tokens: 1.25}"))
                .containsExactly(Suspicion.TO_FREE);
        DiffEntry gift = diff(
                        source("a", "gift", "{input_tokens: 1, output_tokens: 1}"),
                        source("b", "gift", "{input_tokens: 1, output_tokens: 1}"))
                .held()
                .get(0);
        assertThat(gift.suspicions()).containsExactly(Suspicion.FROM_FREE);
    }

    @Test
    void losing_a_price_is_held() {
        assertThat(suspicions("{input_tokens: 2.5, cache_read_tokens: 1.25}"))
                .containsExactly(Suspicion.NO_LONGER_PRICED);
    }

    @Test
    void what_an_importer_refused_is_reported_and_not_taken_for_removed() {
        ImportedCatalog litellm = LiteLlmPrices.read("""
                {"old-one": {"litellm_provider": "openai", "input_cost_per_token": -1, "output_cost_per_token": "NaN"}}
                """, "litellm");
        CatalogDiff diff =
                diff(litellm, source("a", "gpt-4o", "{input_tokens: 2.5, output_tokens: 10, cache_read_tokens: 1.25}"));

        DiffEntry entry = diff.entries(DiffEntry.Kind.REFUSED).get(0);
        assertThat(entry.key()).isEqualTo("openai/old-one");
        assertThat(entry.suspicions()).containsExactly(Suspicion.NOT_A_PRICE);
        assertThat(diff.report())
                .contains("refused openai/old-one (litellm: input_cost_per_token = -1: negative; "
                        + "output_cost_per_token = NaN: not a finite number) [not a price]");
        assertThat(diff.entries(DiffEntry.Kind.REMOVED))
                .extracting(DiffEntry::model)
                .containsExactly("gift");
        assertThat(diff.accept(Set.of())).isSameAs(CURRENT);
    }

    @Test
    void what_is_in_no_source_stays_unless_its_removal_is_asked_for() {
        CatalogDiff diff =
                diff(source("a", "gpt-4o", "{input_tokens: 2.5, output_tokens: 10, cache_read_tokens: 1.25}"));

        assertThat(diff.entries(DiffEntry.Kind.REMOVED))
                .extracting(DiffEntry::key)
                .containsExactly("openai/old-one", "openai/gift");
        PriceCatalog without =
                diff.accept(entry -> false, entry -> entry.model().equals("old-one"));
        assertThat(without.find("openai", "old-one")).isEmpty();
        assertThat(without.find("openai", "gift")).isPresent();
        assertThat(without.find("local", "llama")).isPresent();
    }

    @Test
    void an_undated_price_is_compared_with_what_holds_now() {
        ImportedCatalog same = anthropic("{input_tokens: 4, output_tokens: 20}");

        assertThat(diff(same).entries(DiffEntry.Kind.CHANGED)).isEmpty();
    }

    @Test
    void an_accepted_price_begins_now_and_leaves_the_past_and_the_future_as_they_were() {
        CatalogDiff diff = diff(anthropic("{input_tokens: 3.5, output_tokens: 20}"));

        PriceCatalog accepted = diff.accept(entry -> true);

        assertThat(input(accepted, "anthropic", "claude", Instant.parse("2026-01-01T00:00:00Z")))
                .isEqualByComparingTo("3");
        assertThat(input(accepted, "anthropic", "claude", NOW.minusSeconds(1))).isEqualByComparingTo("4");
        assertThat(input(accepted, "anthropic", "claude", NOW)).isEqualByComparingTo("3.5");
        assertThat(input(accepted, "anthropic", "claude", Instant.parse("2027-01-01T00:00:00Z")))
                .isEqualByComparingTo("5");
        assertThat(flex(accepted)).isEqualByComparingTo("2");
        assertThat(accepted.version()).isEqualTo("mine+a");
    }

    @Test
    void accepting_twice_changes_nothing_more() {
        ImportedCatalog source = anthropic("{input_tokens: 3.5, output_tokens: 20}");
        PriceCatalog once = diff(source).accept(entry -> true);

        assertThat(CatalogDiff.between(once, NOW, source).entries(DiffEntry.Kind.CHANGED))
                .isEmpty();
    }

    @Test
    void a_changed_model_keeps_its_rules_its_place_and_what_the_source_does_not_know() {
        PriceCatalog accepted = diff(source(
                        "a", "GPT-4o", "{input_tokens: 2, output_tokens: 10, cache_read_tokens: 1.25}"))
                .accept(entry -> true);

        ModelPrices model = accepted.find("openai", "gpt-4o-2024-08-06").orElseThrow();
        assertThat(model.id()).isEqualTo("gpt-4o");
        assertThat(model.contextWindow()).isEqualTo(128_000);
        assertThat(accepted.providers().get(0).models()).first().isEqualTo(model);
        assertThat(accepted.find("openai", "claude")).isPresent();
    }

    @Test
    void a_name_that_a_rule_finds_today_is_compared_with_that_model_and_gets_its_history() {
        CatalogDiff same = diff(
                source("a", "gpt-4o-2024-08-06", "{input_tokens: 2.5, output_tokens: 10, cache_read_tokens: 1.25}"));
        assertThat(same.entries(DiffEntry.Kind.ADDED)).isEmpty();

        CatalogDiff other =
                diff(source("a", "gpt-4o-2024-05-13", "{input_tokens: 5, output_tokens: 15, cache_read_tokens: 2.5}"));
        assertThat(other.entries(DiffEntry.Kind.ADDED).get(0).changes().get(0).before())
                .isEqualByComparingTo("2.5");
        PriceCatalog accepted = other.accept(entry -> true);
        assertThat(input(accepted, "openai", "gpt-4o-2024-05-13", NOW)).isEqualByComparingTo("5");
        assertThat(input(accepted, "openai", "gpt-4o-2024-05-13", NOW.minusSeconds(1)))
                .isEqualByComparingTo("2.5");
        assertThat(input(accepted, "openai", "gpt-4o", NOW)).isEqualByComparingTo("2.5");
    }

    @Test
    void a_new_provider_comes_with_its_names() {
        ImportedCatalog litellm = LiteLlmPrices.read("""
                {"xai/grok-9": {"litellm_provider": "xai", "input_cost_per_token": 2e-06, "output_cost_per_token": 1e-05}}
                """, "litellm");

        PriceCatalog accepted = diff(litellm).accept(entry -> true);

        assertThat(input(accepted, "xai", "grok-9", NOW)).isEqualByComparingTo("2");
        assertThat(input(accepted, "x-ai", "xai/grok-9", NOW)).isEqualByComparingTo("2");
    }

    @Test
    void a_row_of_a_service_tier_is_compared_with_what_such_a_call_costs_today() {
        ImportedCatalog source = imported("a", """
                openai:
                    models:
                      gpt-4o:
                        prices:
                          - rates: {input_tokens: 2.5, output_tokens: 10, cache_read_tokens: 1.25}
                          - tier: priority
                            rates: {input_tokens: 5, output_tokens: 10, cache_read_tokens: 1.25}
                """);
        CatalogDiff diff = diff(source);

        assertThat(diff.report()).contains("changed openai/gpt-4o: [priority] input_tokens 2.5 → 5 (+100 %)");
        ModelPrices model = diff.accept(entry -> true).find("openai", "gpt-4o").orElseThrow();
        assertThat(model.rowFor(new PriceContext(NOW, "priority", false, null)).rates())
                .containsEntry(UsageUnit.INPUT_TOKENS, Rate.of("5"));
        assertThat(model.rowFor(PriceContext.at(NOW)).rates()).containsEntry(UsageUnit.INPUT_TOKENS, Rate.of("2.5"));
    }

    @Test
    void a_part_of_a_difference_can_be_accepted_alone() {
        CatalogDiff diff = diff(imported("a", """
                        openai:
                            models:
                              o9: {prices: {input_tokens: 1, output_tokens: 4}}
                              o8: {prices: {input_tokens: 1, output_tokens: 4}}
                        """), source("b", "o9", "{input_tokens: 1, output_tokens: 4}"));

        PriceCatalog accepted = diff.only(entry -> !entry.held()).accept(Set.of());

        assertThat(accepted.find("openai", "o9")).isPresent();
        assertThat(accepted.find("openai", "o8")).isEmpty();
    }

    @Test
    void without_a_source_there_is_nothing_to_compare() {
        assertThatThrownBy(() -> CatalogDiff.between(CURRENT, NOW)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void the_excerpt_against_nothing_is_one_line_for_each_model() {
        PriceCatalog empty = new PriceCatalog("empty", "nowhere", List.of());
        CatalogDiff diff = CatalogDiff.between(empty, NOW, LiteLlmPricesTest.excerpt());

        long models = LiteLlmPricesTest.excerpt().catalog().providers().stream()
                .mapToLong(provider -> provider.models().size())
                .sum();
        assertThat(diff.entries(DiffEntry.Kind.ADDED)).hasSize((int) models);
        assertThat(diff.report().lines()).hasSize(1 + diff.entries().size());
        PriceCatalog accepted = diff.accept(entry -> true);
        assertThat(CatalogDiff.between(accepted, NOW, LiteLlmPricesTest.excerpt())
                        .entries())
                .allMatch(entry -> entry.kind() == DiffEntry.Kind.REFUSED);
    }

    private static Set<Suspicion> suspicions(String rates) {
        return diff(source("a", "gpt-4o", rates), source("b", "gpt-4o", rates))
                .entries(DiffEntry.Kind.CHANGED)
                .get(0)
                .suspicions();
    }

    private static CatalogDiff diff(ImportedCatalog... sources) {
        return CatalogDiff.between(CURRENT, NOW, sources);
    }

    private static ImportedCatalog source(String name, String model, String rates) {
        return imported(name, "openai: {models: {" + model + ": {prices: " + rates + "}}}");
    }

    private static ImportedCatalog anthropic(String rates) {
        return imported("a", "anthropic: {models: {claude: {prices: " + rates + "}}}");
    }

    private static ImportedCatalog imported(String name, String providers) {
        return new ImportedCatalog(catalog(name, providers), List.of());
    }

    private static PriceCatalog catalog(String name, String providers) {
        return PriceCatalog.ofYaml(
                "format: 1\nversion: " + name + "\nsource: test\nproviders:\n  "
                        + providers.strip().indent(0),
                name);
    }

    private static java.math.BigDecimal input(PriceCatalog catalog, String provider, String model, Instant at) {
        PriceRow row = catalog.find(provider, model).orElseThrow().rowFor(PriceContext.at(at));
        return Objects.requireNonNull(row.rates().get(UsageUnit.INPUT_TOKENS)).base();
    }

    private static java.math.BigDecimal flex(PriceCatalog catalog) {
        PriceRow row =
                catalog.find("anthropic", "claude").orElseThrow().rowFor(new PriceContext(NOW, "flex", false, null));
        return Objects.requireNonNull(row.rates().get(UsageUnit.INPUT_TOKENS)).base();
    }
}
