package ai.aim2balance.metering.benchmarks.engine;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Interrupts the thread that appends, at random moments, and looks whether the database lives on. */
final class InterruptTrial {
    private final PrintStream out;
    private final Path folder;
    private final Rows rows = new Rows(20);
    private int failed;
    private int closed;
    private String example = "";

    InterruptTrial(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    /** @param ownThread whether statements run on a thread of ours, and the interrupted one only waits for it */
    void run(Engine engine, boolean ownThread, int interrupts)
            throws SQLException, IOException, InterruptedException, ExecutionException {
        Files.createDirectories(folder);
        SplittableRandom random = new SplittableRandom(7);
        ExecutorService own = Executors.newSingleThreadExecutor();
        Writer writer = new Writer(engine, folder, rows);
        writer.resume();
        Connection bystander = engine.open(folder);
        for (int i = 0; i < interrupts; i++) {
            Thread other = interruptLater(Thread.currentThread(), random.nextLong(2_000_000));
            boolean broken = appendUntilInterrupted(writer, ownThread ? own : null);
            other.join();
            Thread.interrupted();
            own.submit(() -> {}).get();
            if (broken) {
                failed++;
                askWith(bystander);
                closeQuietly(writer);
                closeQuietly(bystander);
                bystander = engine.open(folder);
                writer = new Writer(engine, folder, rows);
                writer.resume();
            }
        }
        own.shutdown();
        out.printf(
                Locale.ROOT,
                "%s%s: %d interrupts, %d failed calls, %d times the database was closed for everybody; %,d rows, %s %s%n",
                engine,
                ownThread ? " on a thread of its own" : "",
                interrupts,
                failed,
                closed,
                writer.resume(),
                engine.check(writer.connection()),
                example);
        writer.close();
        bystander.close();
    }

    private static Thread interruptLater(Thread victim, long nanos) {
        Thread other = new Thread(() -> {
            LockSupport.parkNanos(nanos);
            victim.interrupt();
        });
        other.start();
        return other;
    }

    private boolean appendUntilInterrupted(Writer writer, @Nullable ExecutorService own) throws SQLException {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (own == null) {
                    writer.append(4);
                } else {
                    own.submit(() -> {
                                writer.append(4);
                                return writer.next();
                            })
                            .get();
                }
            }
            return false;
        } catch (InterruptedException e) {
            return false;
        } catch (SQLException | ExecutionException e) {
            example = brief(e);
            return true;
        }
    }

    /** Whether a connection that nobody interrupted still answers. */
    private void askWith(Connection bystander) {
        try (PreparedStatement head = Rows.head(bystander)) {
            head.setString(1, rows.tenant(0));
            head.setString(2, rows.user(0));
            head.executeQuery().close();
        } catch (SQLException e) {
            closed++;
            example = brief(e);
        }
    }

    private static void closeQuietly(AutoCloseable broken) {
        try {
            broken.close();
        } catch (Exception e) {
            // What is broken need not close well.
        }
    }

    private static String brief(Exception e) {
        String text = e.toString();
        return text.length() > 200 ? text.substring(0, 200) : text;
    }
}
