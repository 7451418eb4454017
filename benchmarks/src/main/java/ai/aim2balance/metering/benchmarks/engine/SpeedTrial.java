package ai.aim2balance.metering.benchmarks.engine;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Rows a second in groups of several sizes, the engines taking turns. Each engine goes on with one growing database. */
final class SpeedTrial {
    private static final List<Integer> GROUPS = List.of(1, 16, 64, 256);

    private final PrintStream out;
    private final Path folder;
    private final Rows rows;
    private final double seconds;
    private final int pauseMicros;

    /** @param pauseMicros between two reads of heads beside the writer; negative without reads */
    SpeedTrial(PrintStream out, Path folder, int accounts, double seconds, int pauseMicros) {
        this.out = out;
        this.folder = folder;
        this.rows = new Rows(accounts);
        this.seconds = seconds;
        this.pauseMicros = pauseMicros;
    }

    void run(int repetitions, List<Engine> engines) throws SQLException, IOException, InterruptedException {
        List<Contestant> contestants = new ArrayList<>();
        for (Engine engine : engines) {
            Path own = Files.createDirectories(folder.resolve("speed-" + contestants.size()));
            Writer writer = new Writer(engine, own, rows);
            writer.resume();
            warmUp(writer);
            contestants.add(new Contestant(engine, own, writer, new ArrayList<>()));
        }
        for (int size : GROUPS) {
            contestants.forEach(contestant -> contestant.rates().clear());
            for (int repetition = 0; repetition < repetitions; repetition++) {
                for (Contestant contestant : contestants) {
                    contestant.rates().add(measure(contestant, size));
                }
            }
            double first = contestants.get(0).median();
            for (Contestant contestant : contestants) {
                out.printf(
                        Locale.ROOT,
                        "group %3d  %-40s median %,9.0f rows/s, %.2f of the first; %s%n",
                        size,
                        contestant.engine(),
                        contestant.median(),
                        contestant.median() / first,
                        contestant.rates().stream().map(Math::round).toList());
            }
        }
        for (Contestant contestant : contestants) {
            long entries = contestant.writer().next();
            contestant.writer().close();
            out.printf(
                    Locale.ROOT,
                    "%-40s %,d rows, %,d bytes a row after closing%n",
                    contestant.engine(),
                    entries,
                    Engine.bytes(contestant.folder()) / entries);
        }
    }

    private static void warmUp(Writer writer) throws SQLException {
        for (int i = 0; i < 300; i++) {
            writer.append(1 + i % 64);
        }
    }

    private double measure(Contestant contestant, int size) throws SQLException, InterruptedException {
        Writer writer = contestant.writer();
        Heads heads = pauseMicros < 0 ? null : new Heads(contestant.engine(), contestant.folder(), rows, pauseMicros);
        List<Long> times = new ArrayList<>();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        long now = start;
        while (now < end) {
            writer.append(size);
            long after = System.nanoTime();
            times.add(after - now);
            now = after;
        }
        double rate = times.size() * (double) size / ((now - start) / 1e9);
        Collections.sort(times);
        String reads = "";
        if (heads != null) {
            heads.stop();
            reads = String.format(
                    Locale.ROOT, ", %,.0f heads/s %s", heads.reads() / ((now - start) / 1e9), heads.failure());
        }
        out.printf(
                Locale.ROOT,
                "  group %3d  %-40s %,9.0f rows/s, %,7.0f groups/s, p50 %.2f ms, p99 %.2f ms, max %.0f ms%s%n",
                size,
                contestant.engine(),
                rate,
                rate / size,
                times.get(times.size() / 2) / 1e6,
                times.get(times.size() * 99 / 100) / 1e6,
                times.get(times.size() - 1) / 1e6,
                reads);
        return rate;
    }

    private record Contestant(Engine engine, Path folder, Writer writer, List<Double> rates) {
        double median() {
            double[] sorted =
                    rates.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }
}
