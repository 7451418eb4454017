package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UnitTree;
import ai.aim2balance.metering.usage.UsageUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One published price of a model: a rate for each priced unit, and when it holds. A row without rates is a free model.
 *
 * <p>Rows are complete: a unit without a rate falls to the rate of the nearest unit that contains it, in the same row.
 * Immutable and thread-safe.
 */
public final class PriceRow {
    private final String version;
    private final PriceCondition condition;
    private final Map<UsageUnit, Rate> rates;
    private final UnitTree tree;
    private final UnitPrice[] prices;

    /**
     * Creates a row.
     *
     * @param version the id that goes into every quote, unique in its catalogue and for ever the same price
     * @param condition when it holds
     * @param rates a rate for each priced unit; empty for a free model
     * @throws ai.aim2balance.metering.InvalidInputException if a unit is priced without a unit that contains it, or
     *     two units without the one that both contain
     */
    public PriceRow(String version, PriceCondition condition, Map<UsageUnit, Rate> rates) {
        Coverage.check(rates.keySet());
        Map<UsageUnit, Rate> copy = new EnumMap<>(UsageUnit.class);
        copy.putAll(rates);
        this.version = version;
        this.condition = condition;
        this.rates = Collections.unmodifiableMap(copy);
        this.tree = UnitTree.of(copy.keySet());
        this.prices = tree.units().stream()
                .map(unit -> UnitPrice.of(unit, Objects.requireNonNull(copy.get(unit))))
                .toArray(UnitPrice[]::new);
    }

    /**
     * The id of this price.
     *
     * @return such as {@code openai/o3#2@2026-08-21}
     */
    public String version() {
        return version;
    }

    /**
     * When the row holds.
     *
     * @return the condition
     */
    public PriceCondition condition() {
        return condition;
    }

    /**
     * The rates.
     *
     * @return an unmodifiable map in the order of the units; empty for a free model
     */
    public Map<UsageUnit, Rate> rates() {
        return rates;
    }

    /**
     * What a usage costs by this row, exactly.
     *
     * @param usage what was used
     * @return the cost, line by line
     * @throws ai.aim2balance.metering.InvalidInputException if an amount is above 9.2 million USD
     */
    public ListCost cost(TokenUsage usage) {
        UnitTree.LeafCounts leaves = tree.split(usage);
        return ListCost.of(this, usage, leaves, prices);
    }

    /** What was used and has no price here. A free model has a price for everything: none. */
    List<UsageUnit> unpriced(TokenUsage usage) {
        if (rates.isEmpty() || tree.coversAll(usage)) {
            return List.of();
        }
        return usage.counts().entrySet().stream()
                .filter(entry -> entry.getValue() > 0 && !tree.covers(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public String toString() {
        return "PriceRow[" + version + "]";
    }
}
