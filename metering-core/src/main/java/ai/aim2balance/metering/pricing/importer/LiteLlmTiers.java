package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.importer.ImportFinding.Kind;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code tiered_pricing}: a list of ranges of input tokens with rates of their own, which replace the plain fields. A
 * rate that a range leaves out is the plain field's, else that of the unit that contains it in the same range.
 */
final class LiteLlmTiers {
    private static final String FIELD = "tiered_pricing";

    private final String kind;
    private final Findings findings;

    LiteLlmTiers(String kind, Findings findings) {
        this.kind = kind;
        this.findings = findings;
    }

    private record Range(long start, Map<UsageUnit, BigDecimal> prices) {}

    void read(Object value, LiteLlmCard card) {
        if (!(value instanceof List<?> list)) {
            findings.add(Kind.REFUSED, FIELD, value, "not a list of ranges");
            return;
        }
        List<Range> ranges = new ArrayList<>();
        for (Object item : list) {
            if (item instanceof Map<?, ?> map && map.containsKey("max_results_range")) {
                findings.add(Kind.IGNORED, FIELD, item, "a price by number of results has no unit here");
            } else {
                Range range = item instanceof Map<?, ?> map ? range(map) : null;
                if (range == null) {
                    findings.add(Kind.REFUSED, FIELD, item, "not a range of tokens with rates");
                    return;
                }
                ranges.add(range);
            }
        }
        ranges.sort(Comparator.comparingLong(Range::start));
        apply(ranges, card);
    }

    private @Nullable Range range(Map<?, ?> map) {
        BigDecimal start =
                map.get("range") instanceof List<?> ends && !ends.isEmpty() ? PriceNumber.decimal(ends.get(0)) : null;
        if (start == null || start.signum() < 0 || start.compareTo(BigDecimal.valueOf(1_000_000_000)) > 0) {
            return null;
        }
        Map<UsageUnit, BigDecimal> prices = new EnumMap<>(UsageUnit.class);
        map.forEach((name, value) -> {
            String field = String.valueOf(name);
            if (!field.contains("cost") || value == null) {
                return;
            }
            LiteLlmField parsed = LiteLlmField.parse(field, kind);
            if (parsed == null || parsed.above() > 0 || parsed.mode() != LiteLlmMode.STANDARD) {
                findings.add(Kind.IGNORED, FIELD + "." + field, value, "no unit of usage for it");
                return;
            }
            BigDecimal price = PriceNumber.perSize(value, parsed.size(), FIELD + "." + field, findings);
            if (price != null) {
                prices.merge(parsed.unit(), price, BigDecimal::max);
            }
        });
        return new Range(start.longValue(), prices);
    }

    private void apply(List<Range> ranges, LiteLlmCard card) {
        Set<UsageUnit> units = EnumSet.noneOf(UsageUnit.class);
        ranges.forEach(range -> units.addAll(range.prices().keySet()));
        LiteLlmCard plain = new LiteLlmCard(card);
        for (UsageUnit unit : units) {
            card.clear(unit, ranges.get(0).start());
            for (Range range : ranges) {
                BigDecimal price = range.prices().get(unit);
                if (price == null) {
                    price = fallback(unit, range, plain);
                }
                if (price != null) {
                    card.set(unit, range.start(), price);
                }
            }
        }
    }

    private @Nullable BigDecimal fallback(UsageUnit unit, Range range, LiteLlmCard plain) {
        BigDecimal price = plain.get(unit, 0);
        if (price == null) {
            UsageUnit nearest = null;
            for (UsageUnit whole : range.prices().keySet()) {
                nearest = unit.isPartOf(whole) && (nearest == null || whole.isPartOf(nearest)) ? whole : nearest;
            }
            price = nearest == null ? null : range.prices().get(nearest);
        }
        if (price != null) {
            findings.add(
                    Kind.DERIVED,
                    FIELD + "." + unit.key(),
                    price,
                    "not in the range from " + range.start() + ": the plain rate, else that of its whole");
        }
        return price;
    }
}
