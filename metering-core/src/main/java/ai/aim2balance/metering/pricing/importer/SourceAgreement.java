package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.ModelPrices;
import ai.aim2balance.metering.pricing.catalog.PriceRow;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether another source confirms a price: it prices at least one unit that the first one prices too, all such units
 * within one per cent, in the rows that hold now in both; and where a known name would cost something else, it charges
 * what the first one proposes.
 *
 * @param suspicion null where at least one other source agrees
 * @param words which sources agree and which do not
 */
record SourceAgreement(@Nullable Suspicion suspicion, String words) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** What the other sources are asked. */
    record Question(String provider, ModelPrices model, List<PriceChange> changes, RowComparison rows) {
        SourceAgreement ask(ImportedCatalog source, List<ImportedCatalog> all) {
            List<String> agreeing = new ArrayList<>(List.of(source.catalog().version()));
            List<String> others = new ArrayList<>();
            boolean confirmed = false;
            for (ImportedCatalog other : all) {
                // A file that was read twice does not confirm itself.
                if (other.catalog().version().equals(source.catalog().version())) {
                    continue;
                }
                ModelPrices theirs = other.catalog().find(provider, model.id()).orElse(null);
                if (theirs != null) {
                    boolean agrees = agrees(theirs);
                    confirmed |= agrees && confirms(theirs);
                    (agrees ? agreeing : others).add(other.catalog().version());
                }
            }
            String words = String.join(" = ", agreeing) + (others.isEmpty() ? "" : " ≠ " + String.join(", ", others));
            boolean disagree = agreeing.size() == 1 && !others.isEmpty();
            Suspicion doubt = disagree ? Suspicion.SOURCES_DISAGREE : Suspicion.FEWER_THAN_TWO_SOURCES;
            return new SourceAgreement(confirmed ? null : doubt, words);
        }

        private boolean agrees(ModelPrices other) {
            boolean compared = false;
            for (PriceRow row : model.rows()) {
                PriceRow theirs = rows.inForce(other, row.condition());
                if (theirs == null || !rows.holdsNow(model, row.condition())) {
                    continue;
                }
                Set<UsageUnit> common = EnumSet.noneOf(UsageUnit.class);
                common.addAll(row.rates().keySet());
                common.retainAll(theirs.rates().keySet());
                boolean free = row.rates().isEmpty() || theirs.rates().isEmpty();
                if (free ? !allZero(row) || !allZero(theirs) : !close(rows.changes(other, model, row), common)) {
                    return false;
                }
                compared |= free || !common.isEmpty();
            }
            return compared;
        }

        /** A unit that only one source prices is not confirmed by what the sources say about others. */
        private boolean confirms(ModelPrices other) {
            for (PriceChange change : changes) {
                if (change.before() == null) {
                    continue;
                }
                PriceRow theirs = rows.inForce(other, change.condition());
                BigDecimal charged =
                        theirs == null ? null : NearestWhole.charged(theirs, change.unit(), change.above() + 1);
                if (change.after() == null ? charged != null : !close(charged, change.after())) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean allZero(PriceRow row) {
        return row.rates().values().stream()
                .allMatch(rate -> rate.base().signum() == 0
                        && rate.tiers().stream().allMatch(tier -> tier.price().signum() == 0));
    }

    private static boolean close(List<PriceChange> changes, Set<UsageUnit> common) {
        for (PriceChange change : changes) {
            if (common.contains(change.unit()) && !close(change.before(), change.after())) {
                return false;
            }
        }
        return true;
    }

    private static boolean close(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return false;
        }
        return one.subtract(other).abs().multiply(HUNDRED).compareTo(one.max(other)) <= 0;
    }
}
