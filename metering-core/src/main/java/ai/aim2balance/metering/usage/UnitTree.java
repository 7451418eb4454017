package ai.aim2balance.metering.usage;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Splits inclusive counts into exclusive leaf counts over a chosen set of units, so that no token is counted twice and
 * none is lost: a part whose unit is not in the set stays with its nearest whole.
 *
 * <p>With a price list's units as the set this is the rule "a part without a price of its own falls to its parent's
 * rate, never to zero". Immutable and thread-safe.
 */
public final class UnitTree {
    /** Parts before their wholes. */
    private final UsageUnit[] units;
    /** For each unit, the places of its parts in {@link #units}. */
    private final int[][] parts;

    private UnitTree(UsageUnit[] units) {
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
        return new UnitTree(units.stream()
                .distinct()
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
     */
    public LeafCounts split(TokenUsage usage) {
        long[] leaves = new long[units.length];
        boolean consistent = true;
        for (int whole = 0; whole < units.length; whole++) {
            long inParts = 0;
            for (int part : parts[whole]) {
                inParts = Math.addExact(inParts, leaves[part]);
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
        return Arrays.stream(units).anyMatch(known -> known == unit || unit.isPartOf(known));
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
