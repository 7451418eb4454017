package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.internal.Pico;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UnitTree;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a usage costs at list price in USD, exact at 12 decimals, with one line for each unit that was billed. Immutable
 * and thread-safe.
 *
 * <p>Units without a direction, such as searches and requests, count for the total only: total &ge; input + output.
 */
public final class ListCost {
    private final PriceRow row;
    private final TokenUsage usage;
    private final UnitTree.LeafCounts leaves;
    private final UnitPrice[] prices;
    private final long input;
    private final long output;
    private final long total;

    private ListCost(
            PriceRow row,
            TokenUsage usage,
            UnitTree.LeafCounts leaves,
            UnitPrice[] prices,
            long input,
            long output,
            long total) {
        this.row = row;
        this.usage = usage;
        this.leaves = leaves;
        this.prices = prices;
        this.input = input;
        this.output = output;
        this.total = total;
    }

    static ListCost of(PriceRow row, TokenUsage usage, UnitTree.LeafCounts leaves, UnitPrice[] prices) {
        long input = 0;
        long output = 0;
        long total = 0;
        long inputTokens = usage.inputTokens();
        for (int i = 0; i < prices.length; i++) {
            UnitPrice price = prices[i];
            long count = count(price.unit(), leaves.at(i), usage);
            if (count == 0) {
                continue;
            }
            long amount = price.amount(count, price.rate().place(inputTokens));
            total = Pico.add(total, amount, "list cost");
            switch (price.unit().direction()) {
                case INPUT -> input += amount;
                case OUTPUT -> output += amount;
                case NONE -> {}
            }
        }
        return new ListCost(row, usage, leaves, prices, input, output, total);
    }

    /** A call is one request, unless its usage says how many it was. */
    private static long count(UsageUnit unit, long leaf, TokenUsage usage) {
        return unit == UsageUnit.REQUESTS && !usage.has(unit) ? 1 : leaf;
    }

    /**
     * One billed unit.
     *
     * @param unit the unit
     * @param count how many, without what has a line of its own
     * @param rate USD per published size of the unit
     * @param usd the amount, exact at 12 decimals
     */
    public record Line(UsageUnit unit, long count, BigDecimal rate, BigDecimal usd) {}

    /**
     * The price row that was applied.
     *
     * @return the row
     */
    public PriceRow row() {
        return row;
    }

    /**
     * The bill.
     *
     * @return a line for each unit that was used, in the order of the units
     */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < prices.length; i++) {
            UnitPrice price = prices[i];
            long count = count(price.unit(), leaves.at(i), usage);
            if (count > 0) {
                int place = price.rate().place(usage.inputTokens());
                BigDecimal usd = Pico.toDecimal(price.amount(count, place));
                lines.add(new Line(price.unit(), count, price.rate().at(place), usd));
            }
        }
        lines.sort(java.util.Comparator.comparing(Line::unit));
        return List.copyOf(lines);
    }

    /**
     * The cost of the input side.
     *
     * @return USD with 12 decimals
     */
    public BigDecimal inputUsd() {
        return Pico.toDecimal(input);
    }

    /**
     * The cost of the output side.
     *
     * @return USD with 12 decimals
     */
    public BigDecimal outputUsd() {
        return Pico.toDecimal(output);
    }

    /**
     * The whole list cost.
     *
     * @return USD with 12 decimals
     */
    public BigDecimal totalUsd() {
        return Pico.toDecimal(total);
    }

    /**
     * The whole list cost in pico-dollars, which is micro-credits.
     *
     * @return 0 or more
     */
    public long totalPico() {
        return total;
    }

    /**
     * The cost of the input side in pico-dollars.
     *
     * @return 0 or more
     */
    public long inputPico() {
        return input;
    }

    /**
     * The cost of the output side in pico-dollars.
     *
     * @return 0 or more
     */
    public long outputPico() {
        return output;
    }

    /**
     * Whether all parts fitted into their wholes.
     *
     * @return false where more was billed than the totals say, because the parts add up to more
     */
    public boolean consistent() {
        return leaves.consistent();
    }

    /**
     * Units that were used and for which the row has no price, neither their own nor that of a unit that contains them.
     *
     * @return the units; empty for a free model, whose price for everything is zero
     */
    public List<UsageUnit> unpriced() {
        return row.unpriced(usage);
    }
}
