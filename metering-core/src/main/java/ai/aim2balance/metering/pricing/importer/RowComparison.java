package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.ModelPrices;
import ai.aim2balance.metering.pricing.catalog.PriceCondition;
import ai.aim2balance.metering.pricing.catalog.PriceContext;
import ai.aim2balance.metering.pricing.catalog.PriceRow;
import ai.aim2balance.metering.pricing.catalog.Rate;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares rate cards row by row, each at an instant at which it holds in its own list: now, if it does; else its first
 * one, if that is to come; else its last one. There it is compared with the row of the same conditions, else with what
 * a call under its conditions costs.
 */
record RowComparison(Instant at) {
    /** The rates of a row that differ from those of a model; all its rates where there is no model. */
    List<PriceChange> changes(@Nullable ModelPrices before, ModelPrices own, PriceRow after) {
        PriceRow counterpart = before == null ? null : counterpart(before, own, after.condition());
        Set<UsageUnit> units = EnumSet.noneOf(UsageUnit.class);
        units.addAll(after.rates().keySet());
        Set<Long> starts = new TreeSet<>(starts(after));
        if (counterpart != null) {
            units.addAll(counterpart.rates().keySet());
            starts.addAll(starts(counterpart));
        }
        List<PriceChange> changes = new ArrayList<>();
        for (UsageUnit unit : units) {
            PriceChange last = null;
            for (long start : starts) {
                BigDecimal old = counterpart == null ? null : NearestWhole.charged(counterpart, unit, start + 1);
                BigDecimal now = NearestWhole.charged(after, unit, start + 1);
                PriceChange change = new PriceChange(after.condition(), unit, start, old, now);
                if (differ(old, now) && !repeats(change, last)) {
                    changes.add(change);
                }
                last = change;
            }
        }
        return changes;
    }

    /** The row of a model that a row of another list would take the place of. */
    private PriceRow counterpart(ModelPrices model, ModelPrices own, PriceCondition condition) {
        Instant instant = instant(own, condition);
        PriceRow same = inForce(model, condition, instant);
        return same != null ? same : model.rowFor(call(condition, instant));
    }

    /** Whether a row holds now in its own list, and not one with the same conditions and other dates. */
    boolean holdsNow(ModelPrices own, PriceCondition condition) {
        PriceRow now = inForce(own, condition, at);
        return now != null && now.condition().equals(condition);
    }

    /** The row of a model that holds now under the same conditions; null where there is none. */
    @Nullable
    PriceRow inForce(ModelPrices model, PriceCondition condition) {
        return inForce(model, condition, at);
    }

    private static @Nullable PriceRow inForce(ModelPrices model, PriceCondition condition, Instant instant) {
        PriceRow found = null;
        for (PriceRow row : model.rows()) {
            PriceCondition other = row.condition();
            boolean holds = (other.from() == null || !instant.isBefore(other.from()))
                    && (other.until() == null || instant.isBefore(other.until()));
            if (holds && sameButForDates(other, condition)) {
                found = row;
            }
        }
        return found;
    }

    static boolean sameButForDates(PriceCondition one, PriceCondition other) {
        return Objects.equals(one.daily(), other.daily())
                && Objects.equals(one.serviceTier(), other.serviceTier())
                && Objects.equals(one.batch(), other.batch())
                && Objects.equals(one.region(), other.region());
    }

    private Instant instant(ModelPrices own, PriceCondition condition) {
        Instant from = condition.from();
        if (from != null && at.isBefore(from)) {
            return from;
        }
        if (holdsNow(own, condition)) {
            return at;
        }
        Instant until = condition.until();
        Instant end = until == null || at.isBefore(until) ? at : until;
        for (PriceRow row : own.rows()) {
            Instant next = row.condition().from();
            if (next != null
                    && (from == null || next.isAfter(from))
                    && next.isBefore(end)
                    && sameButForDates(row.condition(), condition)) {
                end = next;
            }
        }
        return end.minusNanos(1);
    }

    private static PriceContext call(PriceCondition condition, Instant instant) {
        LocalTime time = condition.daily() == null ? null : condition.daily().start();
        return new PriceContext(
                time == null
                        ? instant
                        : instant.atOffset(ZoneOffset.UTC).with(time).toInstant(),
                condition.serviceTier(),
                Boolean.TRUE.equals(condition.batch()),
                condition.region());
    }

    private static Set<Long> starts(PriceRow row) {
        Set<Long> starts = new TreeSet<>(Set.of(0L));
        for (Rate rate : row.rates().values()) {
            rate.tiers().forEach(tier -> starts.add(tier.start()));
        }
        return starts;
    }

    private static boolean repeats(PriceChange change, @Nullable PriceChange last) {
        return last != null && !differ(last.before(), change.before()) && !differ(last.after(), change.after());
    }

    private static boolean differ(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one != null || other != null;
        }
        return one.compareTo(other) != 0;
    }
}
