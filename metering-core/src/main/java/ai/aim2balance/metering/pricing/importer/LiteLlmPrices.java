package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Json;
import ai.aim2balance.metering.pricing.importer.ImportFinding.Kind;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads LiteLLM's {@code model_prices_and_context_window.json} (MIT), a file that you fetch. Stateless and thread-safe.
 *
 * <p>Prices per single unit become prices per published size, by exact decimal arithmetic; binary noise is rounded
 * half-even at 12 decimals and named. Context tiers begin strictly above their size and hold for the whole request.
 * {@code _flex}, {@code _priority}, {@code _batches} and regional multipliers become rows of their own; what such a row
 * does not name has the standard price. {@code docs/importing-prices.md} lists every field.
 *
 * <p>A negative, non-finite or absurd price (above 1 USD for a token) refuses its entry, a field without a unit of usage
 * is ignored, and both are named; no entry stops the import. An entry without a price is left out: it is not free.
 */
public final class LiteLlmPrices {
    private static final Set<String> NO_MODELS = Set.of("sample_spec", "fallback_generalizations");

    private LiteLlmPrices() {}

    /**
     * Reads a stream.
     *
     * @param json the file in UTF-8; not closed
     * @param name what it is called in errors and price versions, such as {@code litellm-2026-11-24}
     * @return the prices that could be taken, and what was not taken as it stood
     * @throws InvalidInputException if the file is not one JSON object; the message names line and column
     */
    public static ImportedCatalog read(InputStream json, String name) {
        return imported(Json.read(json, name, LiteLlmPrices::isModel), name);
    }

    /**
     * Reads a text.
     *
     * @param json the file's content
     * @param name what it is called in errors and price versions, such as {@code litellm-2026-11-24}
     * @return the prices that could be taken, and what was not taken as it stood
     * @throws InvalidInputException if the text is not one JSON object; the message names line and column
     */
    public static ImportedCatalog read(String json, String name) {
        return imported(Json.read(json, name, LiteLlmPrices::isModel), name);
    }

    private static boolean isModel(String key) {
        return !NO_MODELS.contains(key);
    }

    private static ImportedCatalog imported(@Nullable Object file, String name) {
        if (!(file instanceof Map<?, ?> entries)) {
            throw new InvalidInputException(name, "no JSON object", "an object with an entry for each model");
        }
        Findings findings = new Findings();
        LiteLlmCatalog catalog = new LiteLlmCatalog(findings);
        entries.forEach((key, value) -> {
            String entry = String.valueOf(key);
            if (entry.isBlank() || !(value instanceof Map<?, ?> fields)) {
                findings.begin(entry);
                findings.add(Kind.IGNORED, "entry", value, "not an object with a name");
                return;
            }
            LiteLlmModel model = new LiteLlmEntry(entry, fields, findings).read();
            if (model != null) {
                catalog.add(model);
            }
        });
        return new ImportedCatalog(
                catalog.build(name, "LiteLLM model_prices_and_context_window.json (MIT), " + name), findings.list());
    }
}
