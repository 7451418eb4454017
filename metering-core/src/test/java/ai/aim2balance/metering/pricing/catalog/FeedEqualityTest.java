package ai.aim2balance.metering.pricing.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.SharedData;
import ai.aim2balance.metering.pricing.importer.GenAiPrices;
import ai.aim2balance.metering.pricing.importer.ImportedCatalog;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The bundled catalogue against the feed whose facts it holds. */
class FeedEqualityTest {
    private static final Instant SAMPLED = Instant.parse("2025-11-06T12:00:00Z");
    private static final String BUNDLED = "ai/aim2balance/metering/pricing/catalog/bundled";

    /** To renew the bundled catalogue from a newer feed: run this test with -Dmetering.catalog.write=true. */
    @Test
    void the_bundled_files_are_what_importing_the_feed_gives() throws IOException {
        PriceCatalog feed = importFeed().catalog();
        Map<String, String> files = new TreeMap<>();
        files.put("providers.yaml", only(feed, feed.providers(), false).toYaml());
        for (ProviderPrices provider : feed.providers()) {
            files.put(
                    provider.id() + ".yaml", only(feed, List.of(provider), true).toYaml());
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (Boolean.getBoolean("metering.catalog.write")) {
                Files.writeString(Path.of("src/main/resources", BUNDLED, file.getKey()), file.getValue());
            }
            assertThat(Path.of("src/main/resources", BUNDLED, file.getKey())).hasContent(file.getValue());
        }
    }

    private static PriceCatalog only(PriceCatalog feed, List<ProviderPrices> providers, boolean withModels) {
        List<ProviderPrices> some = providers.stream()
                .map(provider -> new ProviderPrices(
                        provider.id(),
                        withModels ? null : provider.match(),
                        withModels ? null : provider.modelMatch(),
                        withModels ? null : provider.apiPattern(),
                        withModels ? List.of() : provider.fallback(),
                        withModels ? provider.models() : List.of()))
                .toList();
        return new PriceCatalog(feed.version(), feed.source(), some);
    }

    @Test
    void importing_the_feed_takes_every_model_and_only_rounds_float_noise() throws IOException {
        ImportedCatalog feed = importFeed();

        assertThat(feed.catalog().providers()).hasSize(36);
        assertThat(feed.catalog().providers().stream()
                        .mapToInt(provider -> provider.models().size())
                        .sum())
                .isEqualTo(1_466);
        assertThat(feed.catalog().providers().stream()
                        .flatMap(provider -> provider.models().stream())
                        .filter(ModelPrices::free))
                .hasSize(157);
        assertThat(feed.findings())
                .hasSize(7)
                .allSatisfy(finding -> assertThat(finding.toString()).startsWith("ROUNDED"));
    }

    /** Read from the raw JSON, without the importer: base, every tier and every dated price of every model. */
    @Test
    void every_rate_of_every_model_is_the_feeds() {
        int rates = 0;
        for (Object provider : list(SharedData.json("genai-prices/prices-v2.json"))) {
            for (Object model : list(map(provider).get("models"))) {
                String id = (String) map(model).get("id");
                ModelPrices bundled =
                        PriceCatalog.bundled()
                                .provider((String) map(provider).get("id"))
                                .orElseThrow()
                                .models()
                                .stream()
                                .filter(candidate -> candidate.id().equals(id))
                                .findFirst()
                                .orElseThrow();
                Object prices = map(model).get("prices");
                List<?> rows = prices instanceof List<?> list ? list : List.of(Map.of("prices", prices));
                assertThat(bundled.rows()).as(id).hasSameSizeAs(rows);
                for (int i = 0; i < rows.size(); i++) {
                    rates += compare(bundled.rows().get(i), map(rows.get(i)));
                }
            }
        }
        assertThat(rates).isGreaterThan(3_000);
    }

    private static int compare(PriceRow bundled, Map<?, ?> row) {
        Map<?, ?> prices = map(row.get("prices"));
        assertThat(bundled.rates()).as(bundled.version()).hasSameSizeAs(prices);
        Map<?, ?> constraint = row.get("constraint") == null ? Map.of() : map(row.get("constraint"));
        assertThat(String.valueOf(bundled.condition().from()))
                .isEqualTo(constraint.containsKey("start_date") ? constraint.get("start_date") + "T00:00:00Z" : "null");
        assertThat(bundled.condition().daily() != null).isEqualTo(constraint.containsKey("start_time"));
        bundled.rates().forEach((unit, rate) -> {
            Object price = prices.get(priceKey(unit));
            Map<?, ?> tiered = price instanceof Map<?, ?> map ? map : Map.of("base", price, "tiers", List.of());
            assertRate(bundled, rate.base(), tiered.get("base"));
            List<Object> tiers = list(tiered.get("tiers"));
            assertThat(rate.tiers()).hasSameSizeAs(tiers);
            for (int i = 0; i < tiers.size(); i++) {
                assertThat(rate.tiers().get(i).start())
                        .isEqualTo(map(tiers.get(i)).get("start"));
                assertRate(
                        bundled, rate.tiers().get(i).price(), map(tiers.get(i)).get("price"));
            }
        });
        return prices.size();
    }

    private static void assertRate(PriceRow row, BigDecimal bundled, Object feed) {
        BigDecimal published = new BigDecimal(feed.toString());
        assertThat(bundled.subtract(published).abs())
                .as("%s: %s against %s", row.version(), bundled, published)
                .isLessThan(new BigDecimal("0.000000000001"));
        if (published.scale() <= 12) {
            assertThat(bundled).isEqualByComparingTo(published);
        }
    }

    private static String priceKey(UsageUnit unit) {
        return switch (unit) {
            case WEB_SEARCHES -> "web_searches_kcount";
            case REQUESTS -> "requests_kcount";
            default -> unit.key().replace("_tokens", "_mtok");
        };
    }

    @Test
    void the_usages_of_real_bodies_cost_what_the_feed_says() {
        List<String> differences = new ArrayList<>();
        int priced = 0;
        int unknown = 0;
        for (Object item : list(SharedData.json("genai-prices/usages-sample.json"))) {
            Object model = map(item).get("model");
            for (Object group : list(map(item).get("extracted"))) {
                TokenUsage usage = usage(map(map(group).get("usage")));
                for (Object extractor : list(map(group).get("extractors"))) {
                    Map<?, ?> expected = map(extractor);
                    Optional<ModelPrices> found = model == null
                            ? Optional.empty()
                            : PriceCatalog.bundled().findByRules((String) expected.get("provider_id"), (String) model);
                    assertThat(found.isPresent())
                            .as("%s %s", expected, model)
                            .isEqualTo(expected.containsKey("input_price"));
                    if (found.isPresent()) {
                        priced++;
                        ListCost cost =
                                found.get().rowFor(PriceContext.at(SAMPLED)).cost(usage);
                        if (!same(cost.inputUsd(), expected.get("input_price"))
                                || !same(cost.outputUsd(), expected.get("output_price"))) {
                            differences.add(
                                    model + " " + expected + " but " + cost.inputUsd() + " " + cost.outputUsd());
                        }
                    } else {
                        unknown++;
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(priced).isEqualTo(647);
        assertThat(unknown).isEqualTo(4_203 - 647);
    }

    private static boolean same(BigDecimal usd, Object expected) {
        return usd.compareTo(new BigDecimal((String) expected)) == 0;
    }

    private static TokenUsage usage(Map<?, ?> counts) {
        TokenUsage.Builder usage = TokenUsage.builder();
        counts.forEach((key, count) -> usage.set(UsageUnit.ofKey((String) key), (Long) count));
        return usage.build();
    }

    private static ImportedCatalog importFeed() throws IOException {
        return GenAiPrices.read(Files.newInputStream(SharedData.file("genai-prices/prices-v2.json")), "2026-08-21");
    }

    private static Map<?, ?> map(Object json) {
        return (Map<?, ?>) json;
    }

    @SuppressWarnings("unchecked") // items are looked at one by one
    private static List<Object> list(Object json) {
        return (List<Object>) json;
    }
}
