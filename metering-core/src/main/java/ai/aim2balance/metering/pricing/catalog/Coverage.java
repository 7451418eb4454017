package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.usage.UsageUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A price list must leave no token between two prices: a priced part needs a price for each whole that contains it,
 * and two priced units that can overlap need a price for what is both.
 */
final class Coverage {
    private static final UsageUnit[] UNITS = UsageUnit.values();

    /** The sets that passed: a catalogue of thousands of rows prices a few dozen different sets of units. */
    private static final Set<Set<UsageUnit>> PASSED = ConcurrentHashMap.newKeySet();

    private static final int MOST_REMEMBERED = 1_000;

    private Coverage() {}

    static void check(Set<UsageUnit> priced) {
        if (!PASSED.contains(priced)) {
            checkAll(priced);
            if (PASSED.size() < MOST_REMEMBERED) {
                PASSED.add(Set.copyOf(priced));
            }
        }
    }

    private static void checkAll(Set<UsageUnit> priced) {
        for (UsageUnit part : priced) {
            for (UsageUnit whole : UNITS) {
                if (part.isPartOf(whole) && !priced.contains(whole)) {
                    throw missing(whole, part.key() + " is priced and is a part of it");
                }
            }
        }
        for (UsageUnit both : UNITS) {
            if (!priced.contains(both) && isJoin(both, priced)) {
                throw missing(both, "it is a part of two priced units of which none contains the other");
            }
        }
    }

    /** Whether a unit is all of what two priced units have in common. */
    private static boolean isJoin(UsageUnit both, Set<UsageUnit> priced) {
        for (UsageUnit a : priced) {
            for (UsageUnit b : priced) {
                if (both.isJoinOf(a, b)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static InvalidInputException missing(UsageUnit unit, String why) {
        return new InvalidInputException("price of " + unit.key(), "missing", "a rate, since " + why);
    }
}
