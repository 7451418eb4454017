package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.InvalidInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model of a provider, how its name is recognised, and its price rows. Immutable and thread-safe.
 *
 * @param id the model's name in the catalogue
 * @param match which names mean this model, besides its id
 * @param rows the prices; one row or more
 * @param contextWindow the largest input in tokens, or null where unknown
 * @param deprecated whether the provider has announced its end
 * @param source where the prices come from, or null where the catalogue says it for all
 */
public record ModelPrices(
        String id,
        MatchRule match,
        List<PriceRow> rows,
        @Nullable Long contextWindow,
        boolean deprecated,
        @Nullable String source) {
    /** Checks the values. */
    public ModelPrices {
        if (id.isBlank()) {
            throw new InvalidInputException("model", "empty", "a name");
        }
        rows = List.copyOf(rows);
        if (rows.isEmpty()) {
            throw new InvalidInputException("prices of " + id, "empty", "one row or more; {} for a free model");
        }
    }

    /**
     * The row that holds for a call: among the rows that hold, those that ask for most properties of the call (service
     * tier, batch, region), and of these the last. Where none holds, the first; a quote is flagged then.
     *
     * @param context when and how the call was made
     * @return the row
     */
    public PriceRow rowFor(PriceContext context) {
        PriceRow best = rows.get(0);
        int fit = -1;
        for (PriceRow row : rows) {
            PriceCondition condition = row.condition();
            if (condition.specificity() >= fit && condition.holds(context)) {
                best = row;
                fit = condition.specificity();
            }
        }
        return best;
    }

    /**
     * Whether the model is free of charge at all times.
     *
     * @return true where no row has a rate
     */
    public boolean free() {
        return rows.stream().allMatch(row -> row.rates().isEmpty());
    }
}
