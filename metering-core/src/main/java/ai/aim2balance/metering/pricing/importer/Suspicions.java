package ai.aim2balance.metering.pricing.importer;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What about a change of price needs a second look. */
final class Suspicions {
    private Suspicions() {}

    static Set<Suspicion> of(List<PriceChange> changes) {
        Set<Suspicion> found = EnumSet.noneOf(Suspicion.class);
        for (PriceChange change : changes) {
            BigDecimal before = change.before();
            BigDecimal after = change.after();
            if (before == null) {
                continue;
            }
            if (after == null) {
                found.add(Suspicion.NO_LONGER_PRICED);
            } else if (before.signum() == 0) {
                found.add(Suspicion.FROM_FREE);
            } else if (after.signum() == 0) {
                found.add(Suspicion.TO_FREE);
            } else if (after.compareTo(before.multiply(BigDecimal.TEN)) > 0
                    || after.multiply(BigDecimal.TEN).compareTo(before) < 0) {
                found.add(Suspicion.MORE_THAN_TENFOLD);
            }
        }
        return found;
    }
}
