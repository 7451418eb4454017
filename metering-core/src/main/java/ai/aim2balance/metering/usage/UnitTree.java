package ai.aim2balance.metering.usage;

import ai.aim2balance.metering.InvalidInputException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Splits inclusive counts into exclusive leaf counts over a chosen set of units, so that no token is counted twice and
 * none is lost: a part whose unit is not in the set stays with its nearest whole.
 *
 * <p>With a price list's units as the set this is the rule "a part without a price of its own falls to its parent's
 * rate, never to zero". Immutable and thread-safe.
 */
public final class UnitTree {
    /** Trees are shared: a catalogue of thousands of price rows has a few dozen different ones. */
    private static final Map<Set<UsageUnit>, UnitTree> KNOWN = new ConcurrentHashMap<>();

    private static final int MOST_REMEMBERED = 1_000;

    /** Parts before their wholes. */
    private final UsageUnit[] units;
    /** For each unit, the places of its parts in {@link #units}. */
    private final int[][] parts;
    /** The units of the tree and all their parts, one bit each. */
    private final long covered;

    private UnitTree(UsageUnit[] units) {
        this.covered = Arrays.stream(UsageUnit.values())
                .filter(unit -> Arrays.stream(units).anyMatch(known -> known == unit || unit.isPartOf(known)))
                .mapToLong(UsageUnit::bit)
                .reduce(0, (a, b) -> a | b);
        this.units = units;
        this.parts = new int[units.length][];
        for (int whole = 0; whole < units.length; whole++) {
            UsageUnit unit = units[whole];
            parts[whole] = java.util.stream.IntStream.range(0, units.length)
                    .filter(i -> units[i].isPartOf(unit))
                    .toArray();
        }
    }

    /**
     * The tree over a set of units.
     *
     * @param units the units that are to be told apart
     * @return the tree
     */
    public static UnitTree of(Collection<UsageUnit> units) {
        Set<UsageUnit> set = Set.copyOf(units);
        UnitTree known = KNOWN.get(set);
        if (known == null) {
            known = create(set);
            if (KNOWN.size() < MOST_REMEMBERED) {
                KNOWN.put(set, known);
            }
        }
        return known;
    }

    private static UnitTree create(Set<UsageUnit> units) {
        return new UnitTree(units.stream()
                .sorted(Comparator.comparingInt(UsageUnit::depth).reversed().thenComparing(Comparator.naturalOrder()))
                .toArray(UsageUnit[]::new));
    }

    /**
     * The units of the tree, parts before their wholes. Leaf counts come in this order.
     *
     * @return an unmodifiable list
     */
    public List<UsageUnit> units() {
        return List.of(units);
    }

    /**
     * Splits a usage.
     *
     * <p>Where parts are larger than their whole, the parts count in full and the whole has nothing left: nobody is
     * billed less than what was reported. Where parts are reported without their whole, the whole is their sum. Both
     * are told by {@link LeafCounts#consistent()}.
     *
     * @param usage what was reported
     * @return the exclusive counts
     * @throws InvalidInputException if the parts of a unit add up to more than the range of a long
     */
    public LeafCounts split(TokenUsage usage) {
        long[] leaves = new long[units.length];
        boolean consistent = true;
        for (int whole = 0; whole < units.length; whole++) {
            long inParts = 0;
            for (int part : parts[whole]) {
                inParts += leaves[part];
                if (inParts < 0) {
                    throw new InvalidInputException(
                            "the sum of the parts of " + units[whole].key(), "too large", "0 to " + Long.MAX_VALUE);
                }
            }
            long left = usage.count(units[whole]) - inParts;
            consistent &= left >= 0;
            leaves[whole] = Math.max(left, 0);
        }
        return new LeafCounts(this, leaves, consistent);
    }

    /**
     * Whether a unit is in the tree, itself or by a whole that contains it.
     *
     * @param unit the unit
     * @return false where counts of the unit would be in no leaf
     */
    public boolean covers(UsageUnit unit) {
        return (covered & unit.bit()) != 0;
    }

    /**
     * Whether all reported units are in the tree.
     *
     * @param usage what was reported
     * @return false where some count would be in no leaf
     */
    public boolean coversAll(TokenUsage usage) {
        return (usage.present() & ~covered) == 0;
    }

    /** Exclusive counts: each token stands in exactly one of them. */
    public static final class LeafCounts {
        private final UnitTree tree;
        private final long[] leaves;
        private final boolean consistent;

        private LeafCounts(UnitTree tree, long[] leaves, boolean consistent) {
            this.tree = tree;
            this.leaves = leaves;
            this.consistent = consistent;
        }

        /**
         * The exclusive count at a place of {@link UnitTree#units()}.
         *
         * @param index the place
         * @return 0 or more
         */
        public long at(int index) {
            return leaves[index];
        }

        /**
         * The exclusive count of a unit.
         *
         * @param unit a unit
         * @return 0 or more; 0 for a unit outside the tree
         */
        public long of(UsageUnit unit) {
            int index = Arrays.asList(tree.units).indexOf(unit);
            return index < 0 ? 0 : leaves[index];
        }

        /**
         * Whether all parts fitted into their wholes.
         *
         * @return false where parts were larger than their whole or came without it
         */
        public boolean consistent() {
            return consistent;
        }
    }
}
