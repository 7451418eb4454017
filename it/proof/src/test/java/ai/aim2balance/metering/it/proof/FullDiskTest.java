package ai.aim2balance.metering.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.aim2balance.metering.it.proof.Answer.Outcome;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.store.MeteringStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** On a small file system in memory, which needs the right to mount one; without it nothing is tried. */
class FullDiskTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMillis(800);
    private static final int TIMES = Sizes.of("fulldisk", 2, 10);

    @Test
    @DisplayName("embedded: a full disk is a clear error, and with room again the same store goes on")
    void embedded() throws Exception {
        try (SmallDisk disk = mount(16)) {
            String location = Stores.embedded(disk.directory());
            try (MeteringStore store = Stores.open(location)) {
                fillAndFree("embedded", disk, store, location);
            }
        }
    }

    @Test
    @DisplayName("PostgreSQL: a full disk is a clear error, and with room again the same store goes on")
    void postgres() throws Exception {
        try (SmallDisk disk = mount(160);
                PostgresTarget target = new PostgresTarget(
                        disk.directory().resolve("data"), Map.of("max_wal_size", "32MB", "min_wal_size", "32MB"));
                MeteringStore store = Stores.open(target.location())) {
            fillAndFree("postgres", disk, store, target.location());
        }
    }

    /** SQLite's log would grow to 16 MB before it is emptied, and there it never gets that far. */
    @Test
    @DisplayName("embedded: a disk that the log itself has filled is emptied, and the same store goes on")
    void embeddedLog() throws Exception {
        try (SmallDisk disk = mount(8)) {
            String location = Stores.embedded(disk.directory());
            Witness witness = new Witness();
            Crowd crowd;
            try (MeteringStore store = Stores.open(location)) {
                try (Metering metering =
                        Ledgers.builder(store).patience(PATIENCE).build()) {
                    crowd = Crowd.of(4, "log", Sizes.SEED, List.of(new Caller(metering)), witness);
                    crowd.await(Outcome.BOOKED, 2_000, SOON);
                    crowd.stop();
                }
                assertThat(crowd.count(Outcome.FAILED))
                        .as(crowd.errors().toString())
                        .isZero();
                Tally tally = new Tally();
                new Settlement(store, witness).settle("full log, embedded", true, tally);
                System.out.println("disk full of SQLite's log: seed " + Sizes.SEED + ", " + crowd + ", " + tally);
            }
        }
    }

    private static void fillAndFree(String name, SmallDisk disk, MeteringStore store, String location)
            throws Exception {
        Witness witness = new Witness();
        Crowd crowd;
        try (Metering metering = Ledgers.builder(store).patience(PATIENCE).build()) {
            crowd = Crowd.of(4, "disk", Sizes.SEED, List.of(new Caller(metering)), witness);
            for (int i = 0; i < TIMES; i++) {
                crowd.await(Outcome.BOOKED, 200, SOON);
                disk.fill();
                awaitErrors(crowd);
                disk.free();
                // The same store and the same ledger: nothing is opened again.
                crowd.await(Outcome.BOOKED, 200, SOON);
            }
            crowd.stop();
        }
        assertThat(crowd.count(Outcome.FAILED)).as(crowd.errors().toString()).isZero();
        Tally tally = new Tally();
        new Settlement(store, witness).settle("full disk, " + name, true, tally);
        store.close();
        try (MeteringStore again = Stores.open(location)) {
            new Settlement(again, witness).settle("full disk, opened again, " + name, true, tally);
        }
        System.out.println("disk full " + TIMES + " times (tmpfs), " + name + ": seed " + Sizes.SEED + ", " + crowd
                + ", " + tally);
        crowd.errors().forEach((error, times) -> System.out.println("    " + times + " x " + error));
    }

    private static void awaitErrors(Crowd crowd) throws InterruptedException {
        long before = crowd.count(Outcome.NOT_BOOKED) + crowd.count(Outcome.UNKNOWN);
        long end = System.nanoTime() + SOON.toNanos();
        while (crowd.count(Outcome.NOT_BOOKED) + crowd.count(Outcome.UNKNOWN) < before + 8) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("the disk is full, and callers hear nothing of it: " + crowd);
            }
            Thread.sleep(5);
        }
    }

    private static SmallDisk mount(int megabytes) {
        try {
            return SmallDisk.mount(megabytes);
        } catch (IOException e) {
            System.out.println("no disk is filled: " + e.getMessage());
            assumeTrue(false, e.getMessage());
            throw new AssertionError(e);
        }
    }
}
