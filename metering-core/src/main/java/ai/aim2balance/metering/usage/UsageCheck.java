package ai.aim2balance.metering.usage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether counts can be true together. Parts may overlap: of 100 input tokens 50 can be cached and 60 audio, without a
 * word on how many are both. So a usage is only called inconsistent where one part alone, or parts that exclude each
 * other, are larger than their whole, or where input or output has parts but no count.
 */
final class UsageCheck {
    private static final UsageUnit[] UNITS = UsageUnit.values();

    /** For each unit, sets of its parts that exclude each other, as bits; a part may be a set of its own. */
    private static final long[][] PARTS =
            Arrays.stream(UNITS).map(UsageCheck::parts).toArray(long[][]::new);

    /** Tokens of one side of a call, the whole itself left out. */
    private static final long INPUT_PARTS = partsOf(UsageUnit.INPUT_TOKENS);

    private static final long OUTPUT_PARTS = partsOf(UsageUnit.OUTPUT_TOKENS);

    private UsageCheck() {}

    static boolean isConsistent(TokenUsage usage) {
        for (long rest = usage.present(); rest != 0; rest &= rest - 1) {
            UsageUnit whole = UNITS[Long.numberOfTrailingZeros(rest)];
            long count = usage.count(whole);
            for (long parts : PARTS[whole.place()]) {
                if ((parts & usage.present()) != 0 && exceeds(usage, parts, count)) {
                    return false;
                }
            }
        }
        return hasWhole(usage, UsageUnit.INPUT_TOKENS, INPUT_PARTS)
                && hasWhole(usage, UsageUnit.OUTPUT_TOKENS, OUTPUT_PARTS);
    }

    private static boolean exceeds(TokenUsage usage, long parts, long whole) {
        long left = whole;
        for (long rest = parts & usage.present(); rest != 0 && left >= 0; rest &= rest - 1) {
            left -= usage.count(UNITS[Long.numberOfTrailingZeros(rest)]);
        }
        return left < 0;
    }

    private static boolean hasWhole(TokenUsage usage, UsageUnit whole, long parts) {
        return usage.has(whole) || !exceeds(usage, parts, 0);
    }

    private static long partsOf(UsageUnit whole) {
        return Arrays.stream(UNITS)
                .filter(unit -> unit.isPartOf(whole))
                .mapToLong(UsageUnit::bit)
                .sum();
    }

    private static long[] parts(UsageUnit whole) {
        List<List<UsageUnit>> sets = new ArrayList<>();
        for (UsageUnit part : UNITS) {
            if (part.isTokens() && part.isPartOf(whole) && part.depth() == whole.depth() + 1) {
                sets.stream()
                        .filter(set -> set.stream().allMatch(part::excludes))
                        .findFirst()
                        .orElseGet(() -> {
                            sets.add(new ArrayList<>());
                            return sets.get(sets.size() - 1);
                        })
                        .add(part);
            }
        }
        return sets.stream()
                .mapToLong(set -> set.stream().mapToLong(UsageUnit::bit).sum())
                .toArray();
    }
}
