package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Json;
import ai.aim2balance.metering.pricing.catalog.MatchRule;
import ai.aim2balance.metering.pricing.catalog.ModelPrices;
import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.pricing.catalog.PriceRow;
import ai.aim2balance.metering.pricing.catalog.ProviderPrices;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the price feed of pydantic/genai-prices, format v2: all providers and models with their match rules, tiers and
 * dated prices. Use the full file: the slim one leaves out the free models, which would then be unknown or fall to a
 * paid model.
 *
 * <p>A model that cannot be taken, because of a price that is no price, an unknown unit or an unsafe rule, is left out
 * with a finding; the others are read.
 */
public final class GenAiPrices {
    private final String version;
    private final List<ImportFinding> findings = new ArrayList<>();

    private GenAiPrices(String version) {
        this.version = version;
    }

    /**
     * Reads the feed.
     *
     * @param json the file, in UTF-8
     * @param version what the catalogue is to be called, such as the date of the file
     * @return the catalogue with the findings
     * @throws InvalidInputException if the file is not JSON or not of that format
     */
    public static ImportedCatalog read(InputStream json, String version) {
        return new GenAiPrices(version).catalog(Json.read(json, "genai-prices feed", key -> true));
    }

    /**
     * Reads the feed.
     *
     * @param json the file's text
     * @param version what the catalogue is to be called, such as the date of the file
     * @return the catalogue with the findings
     * @throws InvalidInputException if the text is not JSON or not of that format
     */
    public static ImportedCatalog read(String json, String version) {
        return new GenAiPrices(version).catalog(Json.read(json, "genai-prices feed"));
    }

    private ImportedCatalog catalog(@Nullable Object feed) {
        List<ProviderPrices> providers = new ArrayList<>();
        for (Object item : FeedJson.list(feed, "genai-prices feed")) {
            providers.add(provider(FeedJson.map(item, "provider")));
        }
        PriceCatalog catalog = new PriceCatalog(version, "pydantic/genai-prices v2, " + version, providers);
        return new ImportedCatalog(catalog, findings);
    }

    private ProviderPrices provider(Map<String, @Nullable Object> json) {
        String id = FeedJson.text(json, "id");
        List<ModelPrices> models = new ArrayList<>();
        for (Object item : FeedJson.list(json.get("models"), id + ": models")) {
            ModelPrices model = model(id, FeedJson.map(item, id + ": model"));
            if (model != null) {
                models.add(model);
            }
        }
        List<String> fallback = json.get("fallback_model_providers") == null
                ? List.of()
                : FeedJson.list(json.get("fallback_model_providers"), id + ": fallback_model_providers").stream()
                        .map(String::valueOf)
                        .toList();
        return new ProviderPrices(
                id,
                rule(json, "provider_match"),
                rule(json, "model_match"),
                FeedJson.textOrNull(json, "api_pattern"),
                fallback,
                models);
    }

    private @Nullable ModelPrices model(String provider, Map<String, @Nullable Object> json) {
        String place = provider + "/" + FeedJson.textOrNull(json, "id");
        try {
            String id = FeedJson.text(json, "id");
            List<PriceRow> rows = new FeedRows(place, version, findings).rows(json.get("prices"));
            MatchRule match = rule(json, "match");
            if (match == null) {
                throw new InvalidInputException("match", "missing", "a rule");
            }
            Object window = json.get("context_window");
            return new ModelPrices(
                    id,
                    match,
                    rows,
                    window instanceof Long tokens ? tokens : null,
                    json.get("deprecated") == Boolean.TRUE,
                    null);
        } catch (InvalidInputException e) {
            findings.add(new ImportFinding(
                    ImportFinding.Kind.REFUSED, place + ": " + e.field(), e.value(), "allowed: " + e.allowed()));
            return null;
        }
    }

    private static @Nullable MatchRule rule(Map<String, @Nullable Object> json, String key) {
        return json.get(key) == null ? null : rule(FeedJson.map(json.get(key), key));
    }

    private static MatchRule rule(Map<String, @Nullable Object> json) {
        if (json.size() != 1) {
            throw new InvalidInputException("match rule", json.keySet().toString(), "one clause");
        }
        String clause = json.keySet().iterator().next();
        return switch (clause) {
            case "equals" -> MatchRule.equalTo(FeedJson.text(json, clause));
            case "starts_with" -> MatchRule.startsWith(FeedJson.text(json, clause));
            case "ends_with" -> MatchRule.endsWith(FeedJson.text(json, clause));
            case "contains" -> MatchRule.contains(FeedJson.text(json, clause));
            case "regex" -> MatchRule.pattern(FeedJson.text(json, clause));
            case "or" -> MatchRule.anyOf(rules(json.get(clause), clause));
            case "and" -> MatchRule.allOf(rules(json.get(clause), clause));
            default ->
                throw new InvalidInputException(
                        "match rule", clause, "equals, starts_with, ends_with, contains, regex, or, and");
        };
    }

    private static List<MatchRule> rules(@Nullable Object json, String clause) {
        return FeedJson.list(json, clause).stream()
                .map(item -> rule(FeedJson.map(item, clause)))
                .toList();
    }
}
