package ai.aim2balance.metering.it.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an audit found. For one thread. */
final class Findings {
    private static final int SHOWN = 10;

    /** Acknowledged postings that are there. */
    long acknowledged;
    /** Acknowledged postings that are not there. */
    long lost;
    /** Postings that are there more than once, or that nobody asked for. */
    long doubled;
    /** Entries in all chains. */
    long entries;
    /** What is there though nobody was told, by account and id. */
    final Set<String> found = new HashSet<>();

    private final List<String> problems = new ArrayList<>();

    void problem(String text) {
        if (problems.size() < SHOWN) {
            problems.add(text);
        }
    }

    boolean isClean() {
        return lost == 0 && doubled == 0 && problems.isEmpty();
    }

    /** Fails where something was lost, doubled or wrong. */
    void check(String where) {
        if (!isClean()) {
            throw new AssertionError(
                    where + ": lost=" + lost + " doubled=" + doubled + "\n  " + String.join("\n  ", problems));
        }
    }
}
