package ai.aim2balance.metering.benchmarks.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Kills a process that appends, at random moments, and looks for what it had acknowledged. */
final class KillTrial {
    private static final int ACCOUNTS = 20;

    private final PrintStream out;
    private final Path folder;

    KillTrial(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    void run(Engine engine, int kills, long seed) throws IOException, InterruptedException, SQLException {
        Files.createDirectories(folder);
        SplittableRandom random = new SplittableRandom(seed);
        Rows rows = new Rows(ACCOUNTS);
        long lost = 0;
        long acknowledgedInAll = 0;
        int losses = 0;
        List<Long> openings = new ArrayList<>();
        long before = 0;
        for (int kill = 0; kill < kills; kill++) {
            long acknowledged = Math.max(before, child(engine, random));
            long start = System.nanoTime();
            long found;
            try (Writer writer = new Writer(engine, folder, rows)) {
                openings.add(System.nanoTime() - start);
                found = writer.resume();
                if (kill % 10 == 9 || kill == kills - 1) {
                    String check = engine.check(writer.connection());
                    if (!"ok".equals(check)) {
                        out.println(engine + " kill " + kill + ": " + check);
                    }
                }
            }
            if (found < acknowledged) {
                lost += acknowledged - found;
                losses++;
                out.printf(
                        Locale.ROOT,
                        "  %s kill %d: %,d of %,d acknowledged rows are missing%n",
                        engine,
                        kill,
                        acknowledged - found,
                        acknowledged - before);
            }
            acknowledgedInAll += Math.max(0, acknowledged - before);
            before = found;
        }
        Collections.sort(openings);
        out.printf(
                Locale.ROOT,
                "%s: seed %d, %d kills, %,d rows acknowledged, %,d lost in %d kills; opened after a kill in"
                        + " p50 %d ms, max %d ms; %,d rows, %,d bytes%n",
                engine,
                seed,
                kills,
                acknowledgedInAll,
                lost,
                losses,
                openings.get(openings.size() / 2) / 1_000_000,
                openings.get(openings.size() - 1) / 1_000_000,
                before,
                Engine.bytes(folder));
    }

    private long child(Engine engine, SplittableRandom random) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineTrial.class.getName(),
                        "child",
                        folder.toString(),
                        engine.toString(),
                        Long.toString(random.nextLong()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            if (line == null) {
                throw new IllegalStateException("the child of " + engine + " did not start");
            }
            // Process.destroyForcibly() would close the pipe as well, and with it what was acknowledged and not yet
            // read.
            Thread killer = new Thread(() -> process.toHandle().destroyForcibly(), "killer");
            TimeUnit.MILLISECONDS.sleep(random.nextInt(20, 1500));
            killer.start();
            while (line != null) {
                last = Long.parseLong(line);
                line = lines.readLine();
            }
            killer.join();
        }
        process.waitFor();
        return last;
    }

    /** The process that is killed: appends groups of random sizes, and prints how many rows there are after each. */
    static void append(PrintStream out, Path folder, Engine engine, long seed) throws SQLException {
        SplittableRandom random = new SplittableRandom(seed);
        Rows rows = new Rows(ACCOUNTS);
        try (Writer writer = new Writer(engine, folder, rows)) {
            out.println(writer.resume());
            Heads heads = new Heads(engine, folder, rows, 500);
            // A print that fails means that nobody listens any more: then nobody would end this process either.
            while (heads.failure().isEmpty() && !out.checkError()) {
                writer.append(1 + random.nextInt(random.nextBoolean() ? 4 : 64));
                out.println(writer.next());
                out.flush();
            }
            System.err.println(heads.failure());
        }
    }
}
