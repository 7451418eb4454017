package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.Maintenance;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.ReserveResult;
import ai.aim2balance.metering.ledger.Spend;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;

/**
 * Replays calls in the order of their time, by the trace's own clock: a hold before each call, the settlement with the
 * real usage when it ends, maintenance every minute.
 *
 * <p>The recorded calls were made, whatever the balances of this replay say. So a call whose reservation is refused is
 * counted as refused, and its tokens are booked with {@link Metering#spendTokens} nonetheless: recording never refuses, and
 * the bill is always that of the whole trace.
 */
final class OrderedRun {
    /** Of so many calls, one fails at first before it reaches its provider, and is made again. */
    private static final int RETRIED = 11;

    /** Of so many calls, one is reported after its hold has run out. */
    private static final int LATE = 997;

    private static final Duration LATENESS = Duration.ofMinutes(35);
    private static final Duration MAINTENANCE_EVERY = Duration.ofMinutes(1);

    private final Metering metering;
    private final TraceClock clock;
    private final Booked before;
    private final PriorityQueue<InFlight> inFlight =
            new PriorityQueue<>(Comparator.comparing(InFlight::end).thenComparing(call -> call.recorded.id()));
    private Instant maintained;
    private int resumed;
    private int settled;
    private int settledLate;
    private int released;
    private int refused;
    private int expired;
    private int refills;
    private int mostInFlight;

    OrderedRun(Metering metering, TraceClock clock, Booked before) {
        this.metering = metering;
        this.clock = clock;
        this.before = before;
        this.maintained = clock.instant().minus(MAINTENANCE_EVERY);
    }

    private record InFlight(Recorded recorded, boolean held, Instant end) {}

    void run(List<Recorded> calls) {
        for (Recorded call : calls) {
            if (before.has(call)) {
                resumed++;
                // It may have been killed in between.
                call.spendsBeside().forEach(metering::spendTokens);
                continue;
            }
            endUntil(call.call().at());
            tick(call.call().at());
            begin(call);
        }
        endUntil(Instant.MAX);
    }

    private void begin(Recorded call) {
        String holdId = holdId(call);
        if (call.number() % RETRIED == 0
                && metering.reserve(call.planned(holdId + "/failed")) instanceof ReserveResult.Reserved) {
            metering.release(call.account(), holdId + "/failed");
            released++;
        }
        boolean held = metering.reserve(call.planned(holdId)) instanceof ReserveResult.Reserved;
        refused += held ? 0 : 1;
        Instant end = call.number() % LATE == 0 ? call.end().plus(LATENESS) : call.end();
        inFlight.add(new InFlight(call, held, end));
        mostInFlight = Math.max(mostInFlight, inFlight.size());
    }

    private void endUntil(Instant now) {
        for (InFlight next = inFlight.peek(); next != null && !next.end.isAfter(now); next = inFlight.peek()) {
            inFlight.remove();
            tick(next.end);
            end(next);
        }
    }

    private void end(InFlight call) {
        Spend spend = call.recorded.spend();
        if (call.held) {
            Entry entry = Objects.requireNonNull(
                    metering.settle(holdId(call.recorded), spend).booked(), "this replay waits for its store");
            boolean late = entry.details().containsKey("late");
            settledLate += late ? 1 : 0;
            settled += late ? 0 : 1;
        } else {
            metering.spendTokens(spend);
        }
        call.recorded.spendsBeside().forEach(metering::spendTokens);
    }

    private void tick(Instant now) {
        clock.advanceTo(now);
        if (!clock.instant().isBefore(maintained.plus(MAINTENANCE_EVERY))) {
            maintained = clock.instant();
            Maintenance round = metering.maintenance();
            expired += round.expiredHolds();
            refills += round.refills();
        }
    }

    private static String holdId(Recorded call) {
        return "hold " + call.id();
    }

    void print(PrintStream out) {
        if (resumed > 0) {
            out.println(resumed + " calls were booked by an earlier run into this ledger, "
                    + (settled + settledLate + refused) + " by this one");
        }
        out.println("holds: " + (settled + settledLate + released) + " made, at most " + mostInFlight
                + " calls in flight; " + settled + " settled, " + released
                + " released by calls that failed and were made again, " + expired + " expired before " + settledLate
                + " calls were reported");
        out.println("refused beforehand: " + refused
                + " calls without enough credits; the trace made them, so they are booked as used");
        out.println("refills by maintenance along the trace's time: " + refills
                + "; others by the reservations that needed them");
    }
}
