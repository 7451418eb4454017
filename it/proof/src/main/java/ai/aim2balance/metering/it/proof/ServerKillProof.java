package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.store.MeteringStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;

/**
 * Kills the server under a process that books, and starts it again on its data: the process must go on by itself. For one
 * thread.
 */
final class ServerKillProof {
    private static final int SAME_DATA = 5;
    private static final int MOST_ACKNOWLEDGED = 1_000;
    private static final int LONGEST_OUTAGE = 500;
    private static final int AFTERWARDS = 50;
    private static final long PATIENT = 5_000;
    private static final long IMPATIENT = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Target.Server target;
    private final long seed;
    private Witness witness = new Witness();

    ServerKillProof(Target.Server target, long seed) {
        this.target = target;
        this.seed = seed;
    }

    /** Kills until there were so many, and says what was found. */
    Tally run(Progress progress, int kills) throws InterruptedException {
        Tally tally = progress.tally();
        for (long done = progress.done(); done < kills; done++) {
            if (done == progress.done() || done % SAME_DATA == 0) {
                target.fresh();
                witness = new Witness();
                tally.fresh();
            }
            kill(done, tally);
            progress.add(done + 1, tally);
        }
        return tally;
    }

    private void kill(long number, Tally tally) throws InterruptedException {
        Random random = new Random(seed * 1_000_003 + number);
        String where = target.name() + ", seed " + seed + ", kill of the server " + number;
        ChildOptions options = ChildOptions.of(target.location(), "s" + number, seed + number)
                // A patient ledger finds out by itself what became of a batch; of an impatient one callers hear of it.
                .isPatientFor(random.nextBoolean() ? PATIENT : IMPATIENT);
        boolean also = random.nextInt(4) == 0;
        try (ChildProcess child = ChildProcess.start(options, witness)) {
            child.awaitReady();
            child.hasAcknowledged(1 + random.nextInt(MOST_ACKNOWLEDGED), Duration.ofSeconds(5));
            if (random.nextBoolean()) {
                target.kill();
                tally.did("killed");
            } else {
                target.stopImmediately();
                tally.did("stopped");
            }
            if (answers()) {
                throw new AssertionError(where + ": the server was killed and answers");
            }
            Thread.sleep(random.nextInt(LONGEST_OUTAGE));
            target.restart();
            tally.did("kills");
            long before = child.acknowledged();
            if (!child.hasAcknowledged(before + AFTERWARDS, PATIENCE)) {
                throw new AssertionError(where + ": the process does not go on behind the restart");
            }
            if (also) {
                child.kill();
                tally.did("bothKilled");
            } else {
                child.stop();
            }
        }
        target.awaitQuiet();
        try (MeteringStore store = Stores.open(target.location())) {
            new Settlement(store, witness).settle(where, true, tally);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.port())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
