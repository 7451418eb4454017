package ai.aim2balance.metering.pricing.importer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.pricing.catalog.MatchRule;
import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.pricing.catalog.PriceContext;
import ai.aim2balance.metering.pricing.catalog.Rate;
import ai.aim2balance.metering.usage.UsageUnit;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which provider and which model of the catalogue in use a proposed price belongs to. */
class DiffAcceptanceTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final PriceCatalog CURRENT = PriceCatalog.ofYaml("""
            format: 1
            version: mine
            source: test
            providers:
              aws:
                match: {contains: bedrock}
                fallback: [openai]
                models:
                  nova: {prices: {input_tokens: 1, output_tokens: 4}}
              openai:
                models:
                  gpt-4o: {match: {contains: gpt-4}, prices: {input_tokens: 2.5, output_tokens: 10}}
            """, "mine");

    private static final String DATED = """
            format: 1
            version: dated
            source: test
            providers:
              anthropic:
                models:
                  claude:
                    prices:
                      - rates: {input_tokens: %d, output_tokens: 15}
                      - from: 2026-06-01
                        rates: {input_tokens: 4, output_tokens: 20}
                      - from: 2027-01-01
                        rates: {input_tokens: 5, output_tokens: 25}
            """;

    @Test
    void a_provider_s_other_name_is_the_same_provider() {
        CatalogDiff diff = CatalogDiff.between(CURRENT, NOW, source("bedrock-eu", "nova", 2));

        assertThat(diff.entries()).extracting(DiffEntry::key).containsExactly("aws/nova");
        assertThat(diff.accept(Set.of("aws/nova")).providerIds()).containsExactly("aws", "openai");
    }

    @Test
    void a_model_of_a_fallback_provider_is_compared_and_stays_as_it_is() {
        CatalogDiff diff = CatalogDiff.between(CURRENT, NOW, source("aws", "gpt-4o", 3));

        DiffEntry entry = diff.entries(DiffEntry.Kind.ADDED).get(0);
        assertThat(entry.changes().get(0).before()).isEqualByComparingTo("2.5");
        PriceCatalog accepted = diff.accept(Set.of("aws/gpt-4o"));
        assertThat(input(accepted, "aws", "gpt-4o")).isEqualTo(Rate.of("3"));
        assertThat(input(accepted, "aws", "gpt-4-turbo")).isEqualTo(Rate.of("2.5"));
        assertThat(input(accepted, "openai", "gpt-4o")).isEqualTo(Rate.of("2.5"));
    }

    @Test
    void importing_again_and_again_does_not_pile_up_rules() {
        PriceCatalog catalog = CURRENT;
        for (int day = 0; day < 5; day++) {
            Instant from = NOW.plusSeconds(86_400L * day);
            catalog = CatalogDiff.between(catalog, from, source("openai", "gpt-4o", 3 + day))
                    .accept(entry -> true);
        }

        MatchRule rule = catalog.find("openai", "gpt-4o").orElseThrow().match();
        assertThat(rule)
                .isEqualTo(
                        MatchRule.anyOf(java.util.List.of(MatchRule.contains("gpt-4"), MatchRule.equalTo("gpt-4o"))));
        assertThat(catalog.find("openai", "gpt-4o").orElseThrow().rows()).hasSize(6);
    }

    @Test
    void a_list_with_dates_has_no_difference_from_itself() {
        PriceCatalog dated = PriceCatalog.ofYaml(DATED.formatted(3), "dated");
        ImportedCatalog same = new ImportedCatalog(dated, java.util.List.of());

        assertThat(CatalogDiff.between(dated, NOW, same).entries()).isEmpty();
        assertThat(CatalogDiff.between(dated, Instant.parse("2020-01-01T00:00:00Z"), same)
                        .entries())
                .isEmpty();
        assertThat(CatalogDiff.between(dated, Instant.parse("2030-01-01T00:00:00Z"), same)
                        .entries())
                .isEmpty();
    }

    @Test
    void a_correction_of_the_past_replaces_the_row_of_the_past() {
        PriceCatalog dated = PriceCatalog.ofYaml(DATED.formatted(3), "dated");
        ImportedCatalog corrected =
                new ImportedCatalog(PriceCatalog.ofYaml(DATED.formatted(2), "corrected"), java.util.List.of());

        PriceCatalog accepted = CatalogDiff.between(dated, NOW, corrected).accept(entry -> true);

        assertThat(accepted.find("anthropic", "claude").orElseThrow().rows()).hasSize(3);
        assertThat(CatalogDiff.between(accepted, NOW, corrected).entries()).isEmpty();
        assertThat(input(accepted, "anthropic", "claude")).isEqualTo(Rate.of("4"));
    }

    @Test
    void a_unit_that_one_source_alone_prices_is_not_confirmed_by_the_others() {
        ImportedCatalog a = new ImportedCatalog(PriceCatalog.ofYaml("""
                        format: 1
                        version: b
                        source: test
                        providers:
                          openai:
                            models:
                              gpt-4o: {prices: {input_tokens: 2.5, output_tokens: 10, cache_read_tokens: 0.5}}
                        """, "b"), java.util.List.of());
        CatalogDiff diff = CatalogDiff.between(
                CURRENT, NOW, a, new ImportedCatalog(PriceCatalog.ofYaml("""
                                format: 1
                                version: c
                                source: test
                                providers: {openai: {models: {gpt-4o: {prices: {input_tokens: 2.5, output_tokens: 10}}}}}
                                """, "c"), java.util.List.of()));

        assertThat(diff.held())
                .singleElement()
                .satisfies(entry -> assertThat(entry.suspicions()).containsExactly(Suspicion.FEWER_THAN_TWO_SOURCES));
    }

    private static ImportedCatalog source(String provider, String model, int input) {
        return new ImportedCatalog(
                PriceCatalog.ofYaml("""
                        format: 1
                        version: a
                        source: test
                        providers: {%s: {models: {%s: {prices: {input_tokens: %d, output_tokens: 10}}}}}
                        """.formatted(provider, model, input), "a"), java.util.List.of());
    }

    private static Rate input(PriceCatalog catalog, String provider, String model) {
        return java.util.Objects.requireNonNull(catalog.find(provider, model)
                .orElseThrow()
                .rowFor(PriceContext.at(NOW))
                .rates()
                .get(UsageUnit.INPUT_TOKENS));
    }
}
