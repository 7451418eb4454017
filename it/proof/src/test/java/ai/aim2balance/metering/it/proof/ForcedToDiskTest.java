package ai.aim2balance.metering.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills do not show what a loss of power would: whether data is forced to the disk, the operating system knows. */
class ForcedToDiskTest {
    private static final int ASKED = Sizes.of("traced", 150, 1_000);

    @TempDir
    private Path directory;

    @BeforeAll
    static void canTrace() {
        String missing = SystemCalls.missing();
        if (!missing.isEmpty()) {
            System.out.println("system calls are not traced: " + missing);
        }
        assumeTrue(missing.isEmpty(), missing);
    }

    @Test
    @DisplayName("a trace sees that the simplest store forces each batch before its caller hears of it")
    void journal() throws Exception {
        try (Target target = EmbeddedTarget.journal()) {
            process(target, false);
        }
    }

    @Test
    @DisplayName("a trace sees what is acknowledged before it is forced to the disk")
    void hasty() throws Exception {
        try (Target target = EmbeddedTarget.journal()) {
            SystemCalls.Trace trace = trace(
                    target,
                    ChildOptions.of(target.location(), "f", Sizes.SEED)
                            .isHasty()
                            .asks(1, ASKED));
            assertThat(trace.unforced()).isPositive();
        }
    }

    @Test
    @DisplayName("PostgreSQL forces its log at least once for each batch")
    void postgres() throws Exception {
        try (PostgresTarget target = new PostgresTarget()) {
            for (int threads : new int[] {1, 16}) {
                target.fresh();
                Path file = directory.resolve("postgres-" + threads);
                Witness witness = new Witness();
                long batches;
                Process tracer = SystemCalls.attach(file, target.server()::processes);
                try (ChildProcess child = ChildProcess.start(
                        ChildOptions.of(target.location(), "f", Sizes.SEED).asks(threads, ASKED), witness)) {
                    batches = child.awaitDone();
                } finally {
                    SystemCalls.detach(tracer);
                }
                long forced = SystemCalls.read(file).forced();
                System.out.println("forced to disk, postgres, " + threads + " callers: " + batches + " batches with "
                        + witness.acknowledged() + " postings, " + forced + " calls of fsync or fdatasync");
                if (threads == 1) {
                    assertThat(forced).isGreaterThanOrEqualTo(batches);
                }
            }
        }
    }

    @Test
    @DisplayName("embedded: each batch is forced to the disk before its caller hears of it")
    void embedded() throws Exception {
        try (Target target = EmbeddedTarget.embedded()) {
            process(target, true);
        }
    }

    private void process(Target target, boolean many) throws Exception {
        ChildOptions options =
                ChildOptions.of(target.location(), "f", Sizes.SEED).asks(1, ASKED);
        SystemCalls.Trace trace = trace(target, options);
        assertThat(trace.acknowledged()).isPositive();
        assertThat(trace.unforced()).as("acknowledged and not forced before").isZero();
        if (many) {
            trace(target, ChildOptions.of(target.location(), "g", Sizes.SEED).asks(16, ASKED));
        }
    }

    private SystemCalls.Trace trace(Target target, ChildOptions options) throws Exception {
        Path file = directory.resolve(target.name() + "-" + options.threads());
        Witness witness = new Witness();
        long batches;
        try (ChildProcess child = ChildProcess.start(SystemCalls.tracing(file), options, witness)) {
            batches = child.awaitDone();
        }
        SystemCalls.Trace trace = SystemCalls.read(file);
        System.out.println("forced to disk, " + target.name() + (options.hasty() ? " and hasty" : "") + ", "
                + options.threads() + " callers: " + batches + " batches with " + witness.acknowledged()
                + " postings, " + trace.forced() + " calls of fsync, fdatasync or msync"
                + (options.threads() == 1 ? ", not forced before the answer: " + trace.unforced() : ""));
        return trace;
    }
}
