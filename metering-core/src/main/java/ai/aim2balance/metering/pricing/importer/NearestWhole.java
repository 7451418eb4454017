package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.PriceRow;
import ai.aim2balance.metering.pricing.catalog.Rate;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a unit without a price of its own falls to. */
final class NearestWhole {
    private NearestWhole() {}

    /** The rate of the smallest priced unit that contains the given one; null where none does. */
    static @Nullable Rate rate(UsageUnit unit, Map<UsageUnit, Rate> rates) {
        UsageUnit nearest = null;
        for (UsageUnit whole : rates.keySet()) {
            if (unit.isPartOf(whole) && (nearest == null || whole.isPartOf(nearest))) {
                nearest = whole;
            }
        }
        return nearest == null ? null : rates.get(nearest);
    }

    /** What a row charges for a unit in a request; zero for everything in a free row; null where it has no price. */
    static @Nullable BigDecimal charged(PriceRow row, UsageUnit unit, long inputTokens) {
        if (row.rates().isEmpty()) {
            return BigDecimal.ZERO;
        }
        Rate own = row.rates().get(unit);
        Rate rate = own == null ? rate(unit, row.rates()) : own;
        return rate == null ? null : rate.at(inputTokens);
    }
}
