package ai.aim2balance.metering.ledger.writer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One turn of a lane: everything that has collected gets one attempt, in groups. A group that the store fails on is tried
 * again in a later turn, in smaller groups, so that one entry that the store cannot take costs its neighbours nothing; a
 * single posting that fails goes last from then on. For one thread.
 */
final class Turn {
    /** So many groups that fail one after the other say that it is the store; the others wait for the next turn. */
    private static final int MOST_FAILURES = 8;

    private final Lane lane;
    private final Batches batches;
    private final int groupSize;
    private final List<Ticket> waiting = new ArrayList<>(0);
    private final List<Ticket> failed = new ArrayList<>(0);
    /** Repeats of what failed: they stay behind it. */
    private final List<Ticket> behind = new ArrayList<>(0);

    private int failures;
    private int successes;
    private int largestFailure;

    Turn(Lane lane, Batches batches, int groupSize) {
        this.lane = lane;
        this.batches = batches;
        this.groupSize = groupSize;
    }

    void run(List<Ticket> tickets) {
        if (tickets.size() == 1) {
            attempt(tickets, lane.isContended(tickets.get(0).posting.account()));
            return;
        }
        Map<Lane.PostingKey, Ticket> first = new LinkedHashMap<>();
        List<Ticket> repeats = new ArrayList<>();
        List<Ticket> troubled = new ArrayList<>();
        for (Ticket ticket : tickets) {
            Lane.PostingKey key = new Lane.PostingKey(ticket.posting.account(), ticket.posting.id());
            if (first.putIfAbsent(key, ticket) != null) {
                repeats.add(ticket);
            }
        }
        List<Ticket> together = new ArrayList<>();
        List<Ticket> contended = new ArrayList<>();
        for (Ticket ticket : first.values()) {
            if (ticket.troubled) {
                troubled.add(ticket);
            } else if (lane.isContended(ticket.posting.account())) {
                contended.add(ticket);
            } else {
                together.add(ticket);
            }
        }
        attemptInGroups(Batches.sorted(together), false);
        attemptInGroups(Batches.sorted(contended), true);
        troubled.forEach(this::attemptAlone);
        // A repeat is decided by itself, behind the posting that it repeats: from memory, where that was booked.
        for (Ticket repeat : repeats) {
            Ticket repeated = first.get(new Lane.PostingKey(repeat.posting.account(), repeat.posting.id()));
            if (repeated == null || repeated.isDone()) {
                attemptAlone(repeat);
            } else {
                behind.add(repeat);
            }
        }
    }

    private void attemptAlone(Ticket ticket) {
        attempt(List.of(ticket), lane.isContended(ticket.posting.account()));
    }

    private void attemptInGroups(List<Ticket> tickets, boolean exclusive) {
        for (int from = 0; from < tickets.size(); from += groupSize) {
            attempt(tickets.subList(from, Math.min(tickets.size(), from + groupSize)), exclusive);
        }
    }

    private void attempt(List<Ticket> group, boolean exclusive) {
        if (failures >= MOST_FAILURES) {
            waiting.addAll(group);
            return;
        }
        List<Ticket> left = batches.run(group, exclusive);
        if (left.isEmpty()) {
            failures = 0;
            successes++;
            return;
        }
        failures++;
        largestFailure = Math.max(largestFailure, left.size());
        left.forEach(ticket -> ticket.troubled |= left.size() == 1);
        failed.addAll(left);
    }

    /** Those that need another turn; those that had no attempt in this one come first. */
    List<Ticket> again() {
        List<Ticket> again = new ArrayList<>(waiting);
        again.addAll(failed);
        again.addAll(behind);
        return again;
    }

    /** Whether anything went well, or there was nothing to do. */
    boolean progressed() {
        return successes > 0 || failed.isEmpty();
    }

    /** How large groups may be in the next turn: half of what failed, twice as large where nothing did. */
    int nextGroupSize(int largest) {
        if (largestFailure > 1) {
            return largestFailure / 2;
        }
        return largestFailure == 1 ? groupSize : (int) Math.min(largest, groupSize * 2L);
    }
}
