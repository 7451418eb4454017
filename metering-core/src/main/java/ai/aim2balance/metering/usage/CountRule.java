package ai.aim2balance.metering.usage;

import java.util.List;
import java.util.Map;

/**
 * One count of a usage: where it stands and which units it belongs to.
 *
 * @param paths the first that is there counts
 * @param units what it adds to
 * @param required whether a usage without it is refused
 * @param rounded whether a fraction is rounded to whole units
 */
record CountRule(List<UsagePath> paths, List<UsageUnit> units, boolean required, boolean rounded) {
    /** The count, or {@link UsagePath#ABSENT}. */
    long count(Map<?, ?> root, Counting counting) {
        for (int i = 0; i < paths.size(); i++) {
            long count = paths.get(i).count(root, counting, rounded);
            if (count != UsagePath.ABSENT) {
                return count;
            }
        }
        return UsagePath.ABSENT;
    }

    /** Whether there is a value of whatever kind. */
    boolean isIn(Map<?, ?> root) {
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).find(root) != null) {
                return true;
            }
        }
        return false;
    }
}
