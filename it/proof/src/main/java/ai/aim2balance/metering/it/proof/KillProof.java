package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.store.MeteringStore;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills processes that book, at random moments and at named steps, and after each looks at what is left. It goes on with
 * the same data, so that chains grow, and begins anew now and then. For one thread.
 */
final class KillProof {
    private static final List<Step> STEPS = List.of(Step.values());
    private static final Duration STEP = Duration.ofSeconds(3);
    /** On so many kills new data begins. */
    private static final int SAME_DATA = 8;

    private static final int MOST_ACKNOWLEDGED = 600;
    private static final int MOMENT = 20;

    private final Target target;
    private final long seed;
    private final boolean hasty;
    private Witness witness = new Witness();
    /** How long the last process took to open its store, in milliseconds. */
    private int opening = 300;

    KillProof(Target target, long seed, boolean hasty) {
        this.target = target;
        this.seed = seed;
        this.hasty = hasty;
    }

    /** Kills until there were so many, and says what was found. */
    Tally run(Progress progress, int kills) throws InterruptedException {
        Tally tally = progress.tally();
        for (long done = progress.done(); done < kills; done++) {
            boolean fresh = done == progress.done() || done % SAME_DATA == 0;
            if (fresh) {
                target.fresh();
                witness = new Witness();
                tally.fresh();
            }
            kill(done, fresh, tally);
            progress.add(done + 1, tally);
        }
        return tally;
    }

    private void kill(long number, boolean fresh, Tally tally) throws InterruptedException {
        Random random = new Random(seed * 1_000_003 + number);
        String where = target.name() + ", seed " + seed + ", kill " + number;
        ChildOptions options = ChildOptions.of(target.location(), "k" + number, seed + number);
        options = hasty ? options.isHasty() : options;
        if (fresh) {
            opening(options.asks(1, 0), random);
            tally.did("inSchema");
        }
        if (random.nextInt(100) < 50) {
            moment(options, random);
            tally.did("moment");
        } else {
            Step step = STEPS.get(random.nextInt(STEPS.size()));
            tally.did(step(options.haltsAt(step, random.nextInt(step.often())), random) ? step.name() : "moment");
        }
        tally.did("kills");
        if (random.nextInt(5) == 0) {
            opening(options.asks(1, 0), random);
            tally.did("inRecovery");
        }
        // Every second time nothing is waited for: what the dead process asked for may still arrive meanwhile.
        boolean quiet = random.nextBoolean();
        if (quiet) {
            target.awaitQuiet();
        }
        settle(where, quiet, tally);
    }

    private void settle(String where, boolean quiet, Tally tally) {
        try (MeteringStore store = Stores.open(target.location())) {
            new Settlement(store, witness).settle(where, quiet, tally);
        }
    }

    /** While it creates its schema, or recovers from the kill before. It asks for nothing. */
    private void opening(ChildOptions options, Random random) throws InterruptedException {
        try (ChildProcess child = ChildProcess.start(options, witness)) {
            child.awaitOpening();
            Thread.sleep(random.nextInt(opening));
            child.kill();
        }
    }

    private void moment(ChildOptions options, Random random) throws InterruptedException {
        try (ChildProcess child = ChildProcess.start(options, witness)) {
            child.awaitOpening();
            long begin = System.nanoTime();
            child.awaitReady();
            opening = 1 + (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            // By what it has done, and not by time alone: on a busy machine it may not have begun.
            child.hasAcknowledged(random.nextInt(MOST_ACKNOWLEDGED), STEP);
            Thread.sleep(random.nextInt(MOMENT));
            child.kill();
        }
    }

    private boolean step(ChildOptions options, Random random) throws InterruptedException {
        try (ChildProcess child = ChildProcess.start(options, witness)) {
            child.awaitReady();
            boolean there = child.awaitStep(STEP);
            // The other threads go on for a moment or not.
            Thread.sleep(random.nextBoolean() ? 0 : random.nextInt(MOMENT));
            child.kill();
            return there;
        }
    }
}
