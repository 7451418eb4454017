package ai.aim2balance.metering.it.proof;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a child process shall do.
 *
 * @param location of its data, for {@link Stores#open}
 * @param life its name, which begins all of its ids
 * @param threads how many ask
 * @param halt where it stops, or null where it runs until it is killed
 * @param nth how often it passes there before
 * @param hasty whether it acknowledges before it writes
 * @param most how many things each thread asks for at most
 * @param patience of its ledgers, in milliseconds
 */
record ChildOptions(
        String location,
        String life,
        long seed,
        int threads,
        @Nullable Step halt,
        int nth,
        boolean hasty,
        long most,
        long patience) {
    private static final int THREADS = 4;
    private static final long PATIENCE = 5_000;

    static ChildOptions of(String location, String life, long seed) {
        return new ChildOptions(location, life, seed, THREADS, null, 0, false, Long.MAX_VALUE, PATIENCE);
    }

    ChildOptions haltsAt(Step step, int times) {
        return new ChildOptions(location, life, seed, threads, step, times, hasty, most, patience);
    }

    ChildOptions isHasty() {
        return new ChildOptions(location, life, seed, threads, halt, nth, true, most, patience);
    }

    ChildOptions asks(int threadCount, long times) {
        return new ChildOptions(location, life, seed, threadCount, halt, nth, hasty, times, patience);
    }

    ChildOptions isPatientFor(long milliseconds) {
        return new ChildOptions(location, life, seed, threads, halt, nth, hasty, most, milliseconds);
    }

    List<String> arguments() {
        return new ArrayList<>(List.of(
                location,
                life,
                Long.toString(seed),
                Integer.toString(threads),
                halt == null ? "" : halt.name(),
                Integer.toString(nth),
                Boolean.toString(hasty),
                Long.toString(most),
                Long.toString(patience)));
    }

    static ChildOptions of(String[] arguments) {
        return new ChildOptions(
                arguments[0],
                arguments[1],
                Long.parseLong(arguments[2]),
                Integer.parseInt(arguments[3]),
                arguments[4].isEmpty() ? null : Step.valueOf(arguments[4]),
                Integer.parseInt(arguments[5]),
                Boolean.parseBoolean(arguments[6]),
                Long.parseLong(arguments[7]),
                Long.parseLong(arguments[8]));
    }
}
