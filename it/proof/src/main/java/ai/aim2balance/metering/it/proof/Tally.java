package ai.aim2balance.metering.it.proof;

import java.util.Map;
import java.util.TreeMap;

/** What a proof has done so far. For one thread. */
final class Tally {
    private final Map<String, Long> counts = new TreeMap<>();
    private long acknowledged;
    private long unknown;
    private long found;
    private long repeated;
    private long lost;
    private long doubled;
    private long lastAcknowledged;

    /** Counts a bad moment by its name. */
    void did(String what) {
        did(what, 1);
    }

    void did(String what, long times) {
        counts.merge(what, times, Long::sum);
    }

    long count(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /** New data: nothing on it is acknowledged. */
    void fresh() {
        lastAcknowledged = 0;
    }

    void add(Findings findings) {
        acknowledged += findings.acknowledged - lastAcknowledged;
        lostOrDoubled(findings);
    }

    void settled(long unknownIds, long foundIds, Findings after) {
        unknown += unknownIds;
        found += foundIds;
        repeated += unknownIds;
        lastAcknowledged = after.acknowledged;
        lostOrDoubled(after);
    }

    private void lostOrDoubled(Findings findings) {
        lost += findings.lost;
        doubled += findings.doubled;
    }

    /** As {@link #toString} wrote it. */
    void add(String line) {
        for (String word : line.split(" ", -1)) {
            int at = word.indexOf('=');
            if (at > 0) {
                long value = Long.parseLong(word.substring(at + 1));
                switch (word.substring(0, at)) {
                    case "acknowledged" -> acknowledged += value;
                    case "unknown" -> unknown += value;
                    case "found" -> found += value;
                    case "repeated" -> repeated += value;
                    case "lost" -> lost += value;
                    case "doubled" -> doubled += value;
                    default -> did(word.substring(0, at), value);
                }
            }
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach(
                (what, times) -> text.append(what).append('=').append(times).append(' '));
        return text + "acknowledged=" + acknowledged + " unknown=" + unknown + " found=" + found + " repeated="
                + repeated + " lost=" + lost + " doubled=" + doubled;
    }
}
