package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.ModelPrices;
import ai.aim2balance.metering.pricing.catalog.PriceCondition;
import ai.aim2balance.metering.pricing.catalog.PriceRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts proposed rows between those in use, so that what was charged before stays explained: a row without a first day
 * begins with the acceptance, right behind the row whose place it takes, and every other row stays.
 */
record RowMerge(RowComparison comparison, Instant from) {
    List<PriceRow> rows(ModelPrices before, ModelPrices proposed) {
        List<PriceRow> rows = new ArrayList<>(before.rows());
        for (PriceRow row : proposed.rows()) {
            if (!comparison.changes(before, proposed, row).isEmpty()) {
                insert(rows, dated(proposed, row));
            }
        }
        return rows;
    }

    private PriceRow dated(ModelPrices proposed, PriceRow row) {
        PriceCondition when = row.condition();
        if (when.from() != null || !comparison.holdsNow(proposed, when)) {
            return row;
        }
        PriceCondition dated =
                new PriceCondition(from, when.until(), when.daily(), when.serviceTier(), when.batch(), when.region());
        return new PriceRow(row.version(), dated, row.rates());
    }

    private static void insert(List<PriceRow> rows, PriceRow row) {
        int place = rows.size();
        boolean later = false;
        for (int i = rows.size() - 1; i >= 0; i--) {
            PriceCondition other = rows.get(i).condition();
            if (other.equals(row.condition())) {
                rows.set(i, row);
                return;
            }
        }
        for (int i = rows.size() - 1; i >= 0; i--) {
            PriceCondition other = rows.get(i).condition();
            if (!RowComparison.sameButForDates(other, row.condition())) {
                continue;
            }
            if (startsNoLater(other, row.condition())) {
                rows.add(i + 1, row);
                return;
            }
            place = i;
            later = true;
        }
        rows.add(later ? place : rows.size(), row);
    }

    private static boolean startsNoLater(PriceCondition one, PriceCondition other) {
        return one.from() == null || (other.from() != null && !one.from().isAfter(other.from()));
    }
}
