package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.Rate;
import ai.aim2balance.metering.pricing.importer.ImportFinding.Kind;
import ai.aim2balance.metering.usage.UsageUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives rates to units that a row must price and a file does not, by rules that never under-bill by a zero: a whole
 * takes the rate of its dearest part; what two units have in common takes the rate of its kind (cached, reasoning), and
 * of two kinds the dearer.
 */
final class CoverageRepair {
    private static final UsageUnit[] UNITS = UsageUnit.values();
    private static final Set<UsageUnit> MODALITIES = EnumSet.of(
            UsageUnit.INPUT_TEXT_TOKENS,
            UsageUnit.INPUT_AUDIO_TOKENS,
            UsageUnit.INPUT_IMAGE_TOKENS,
            UsageUnit.INPUT_VIDEO_TOKENS,
            UsageUnit.OUTPUT_TEXT_TOKENS,
            UsageUnit.OUTPUT_AUDIO_TOKENS,
            UsageUnit.OUTPUT_IMAGE_TOKENS,
            UsageUnit.OUTPUT_VIDEO_TOKENS);

    private final Map<UsageUnit, Rate> rates;
    private final Findings findings;

    private CoverageRepair(Map<UsageUnit, Rate> rates, Findings findings) {
        this.rates = rates;
        this.findings = findings;
    }

    static void complete(Map<UsageUnit, Rate> rates, Findings findings) {
        CoverageRepair repair = new CoverageRepair(rates, findings);
        repair.followTiers();
        int before;
        do {
            before = rates.size();
            repair.wholes();
            repair.joins();
        } while (rates.size() != before);
    }

    /** A part at its whole's base rate, without tiers, must not stay cheap where the whole becomes dearer. */
    private void followTiers() {
        for (UsageUnit part : List.copyOf(rates.keySet())) {
            Rate own = rates.get(part);
            Rate whole = NearestWhole.rate(part, rates);
            if (own != null
                    && whole != null
                    && own.tiers().isEmpty()
                    && !whole.tiers().isEmpty()
                    && own.base().compareTo(whole.base()) == 0) {
                rates.put(part, whole);
                derived(part, whole, "same base rate as the unit that contains it, so its context tiers too");
            }
        }
    }

    private void wholes() {
        for (UsageUnit whole : UNITS) {
            if (rates.containsKey(whole)) {
                continue;
            }
            Rate dearest = null;
            for (Map.Entry<UsageUnit, Rate> part : rates.entrySet()) {
                if (part.getKey().isPartOf(whole)) {
                    dearest = dearer(dearest, part.getValue());
                }
            }
            if (dearest != null && isZero(dearest)) {
                rates.keySet().removeIf(part -> part.isPartOf(whole));
                findings.add(
                        Kind.IGNORED,
                        whole.key(),
                        "missing",
                        "its parts are priced at zero, which says nothing about the whole: left without a price");
            } else if (dearest != null) {
                rates.put(whole, dearest);
                derived(whole, dearest, "no rate in the file: the rate of its dearest part");
            }
        }
    }

    private void joins() {
        for (UsageUnit both : UNITS) {
            if (rates.containsKey(both)) {
                continue;
            }
            Rate rate = null;
            for (UsageUnit a : rates.keySet()) {
                for (UsageUnit b : rates.keySet()) {
                    if (a.compareTo(b) < 0 && both.isJoinOf(a, b)) {
                        rate = dearer(rate, joined(a, b));
                    }
                }
            }
            if (rate != null) {
                rates.put(both, rate);
                derived(both, rate, "no rate in the file: the rate of the kind of token, whatever its modality");
            }
        }
    }

    private Rate joined(UsageUnit a, UsageUnit b) {
        Rate first = java.util.Objects.requireNonNull(rates.get(a));
        Rate second = java.util.Objects.requireNonNull(rates.get(b));
        if (MODALITIES.contains(a) == MODALITIES.contains(b)) {
            return dearer(first, second);
        }
        Rate kind = MODALITIES.contains(a) ? second : first;
        return isZero(kind) ? dearer(first, second) : kind;
    }

    private void derived(UsageUnit unit, Rate rate, String rule) {
        findings.add(Kind.DERIVED, unit.key(), rate.base(), rule);
    }

    private static Rate dearer(@Nullable Rate one, Rate other) {
        return one == null || other.base().compareTo(one.base()) > 0 ? other : one;
    }

    private static boolean isZero(Rate rate) {
        return rate.base().signum() == 0
                && rate.tiers().stream().allMatch(tier -> tier.price().signum() == 0);
    }
}
