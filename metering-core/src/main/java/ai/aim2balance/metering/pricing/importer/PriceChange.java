package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.PriceCondition;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * One rate that differs, in USD per the unit's published size. A unit without a rate of its own is compared by what it
 * is charged, the rate of the unit that contains it.
 *
 * @param condition when the proposed row holds
 * @param unit what is priced
 * @param above the rate holds for requests of more than this many input tokens; 0 for the base rate
 * @param before the rate in use; null where the unit has no price
 * @param after the proposed rate; null where the unit would have no price
 */
public record PriceChange(
        PriceCondition condition,
        UsageUnit unit,
        long above,
        @Nullable BigDecimal before,
        @Nullable BigDecimal after) {
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    /**
     * By how much.
     *
     * @return after ÷ before with four digits, such as 1.25; null where one of them is missing or before is zero
     */
    public @Nullable BigDecimal factor() {
        return before == null || after == null || before.signum() == 0 ? null : after.divide(before, FOUR_DIGITS);
    }

    /**
     * By how many per cent.
     *
     * @return such as 25 or -50, with at most one decimal; null where {@link #factor()} is
     */
    public @Nullable BigDecimal percent() {
        if (before == null || after == null || before.signum() == 0) {
            return null;
        }
        BigDecimal percent = after.subtract(before).movePointRight(2).divide(before, 1, RoundingMode.HALF_EVEN);
        return percent.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(percent.stripTrailingZeros().toPlainString());
    }
}
