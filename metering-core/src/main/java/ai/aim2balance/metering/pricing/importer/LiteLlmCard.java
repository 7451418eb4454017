package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.Rate;
import ai.aim2balance.metering.pricing.importer.ImportFinding.Kind;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The prices of one entry, by unit, context tier and mode. */
final class LiteLlmCard {
    /** Where a price belongs. */
    record Place(UsageUnit unit, LiteLlmMode mode, long above) {}

    private final Map<Place, BigDecimal> prices = new LinkedHashMap<>();

    LiteLlmCard() {}

    LiteLlmCard(LiteLlmCard other) {
        prices.putAll(other.prices);
    }

    /** Two fields for one price: the higher is taken, since the lower may be a leftover. */
    void add(LiteLlmField field, BigDecimal price, String name, Findings findings) {
        BigDecimal other = prices.merge(new Place(field.unit(), field.mode(), field.above()), price, BigDecimal::max);
        if (other.compareTo(price) > 0 && price.signum() > 0) {
            findings.add(Kind.IGNORED, name, price, "another field prices the same at " + other.toPlainString());
        }
    }

    void set(UsageUnit unit, long above, BigDecimal price) {
        prices.put(new Place(unit, LiteLlmMode.STANDARD, above), price);
    }

    @Nullable
    BigDecimal get(UsageUnit unit, long above) {
        return prices.get(new Place(unit, LiteLlmMode.STANDARD, above));
    }

    /** Forgets the standard price of a unit from a context size on. */
    void clear(UsageUnit unit, long from) {
        prices.keySet()
                .removeIf(
                        place -> place.unit() == unit && place.mode() == LiteLlmMode.STANDARD && place.above() >= from);
    }

    boolean isEmpty() {
        return prices.isEmpty();
    }

    boolean hasOnlyZeros() {
        return prices.values().stream().allMatch(price -> price.signum() == 0);
    }

    /** Standard first. */
    Set<LiteLlmMode> modes() {
        Set<LiteLlmMode> modes = EnumSet.of(LiteLlmMode.STANDARD);
        prices.keySet().forEach(place -> modes.add(place.mode()));
        return modes;
    }

    /** A complete row of one mode: what the mode does not price has the standard price. */
    Map<UsageUnit, Rate> rates(LiteLlmMode mode, Findings findings) {
        Map<UsageUnit, NavigableMap<Long, BigDecimal>> byUnit = new EnumMap<>(UsageUnit.class);
        for (LiteLlmMode layer : EnumSet.of(LiteLlmMode.STANDARD, mode)) {
            prices.forEach((place, price) -> {
                if (place.mode() == layer) {
                    byUnit.computeIfAbsent(place.unit(), unit -> new TreeMap<>())
                            .put(place.above(), price);
                }
            });
        }
        tiersOfAnotherMode(mode, findings);
        Map<UsageUnit, Rate> rates = new EnumMap<>(UsageUnit.class);
        byUnit.forEach((unit, places) -> rates.put(unit, rate(unit, places, rates, findings)));
        CoverageRepair.complete(rates, findings);
        return rates;
    }

    private void tiersOfAnotherMode(LiteLlmMode mode, Findings findings) {
        prices.forEach((place, price) -> {
            boolean borrowed = place.mode() == LiteLlmMode.STANDARD
                    && place.above() > 0
                    && prices.containsKey(new Place(place.unit(), mode, 0))
                    && !prices.containsKey(new Place(place.unit(), mode, place.above()));
            if (borrowed) {
                String field = place.unit().key() + " above " + place.above() + " " + mode;
                findings.add(Kind.DERIVED, field, price, "no rate in the file: the standard one of this size");
            }
        });
    }

    private static Rate rate(
            UsageUnit unit, NavigableMap<Long, BigDecimal> places, Map<UsageUnit, Rate> wholes, Findings findings) {
        List<Rate.Tier> tiers = places.tailMap(0L, false).entrySet().stream()
                .map(tier -> new Rate.Tier(tier.getKey(), tier.getValue()))
                .toList();
        BigDecimal base = places.get(0L);
        if (base == null) {
            Rate whole = NearestWhole.rate(unit, wholes);
            base = whole == null ? tiers.get(0).price() : whole.base();
            findings.add(
                    Kind.DERIVED,
                    unit.key(),
                    base,
                    "context tiers without a base rate: "
                            + (whole == null ? "the lowest tier's" : "that of the unit that contains it"));
        }
        return new Rate(base, tiers);
    }
}
