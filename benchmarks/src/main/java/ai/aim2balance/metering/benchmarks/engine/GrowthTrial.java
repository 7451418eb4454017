package ai.aim2balance.metering.benchmarks.engine;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** The size of the files while groups are appended at a rate, with what the process wrote and its memory. */
final class GrowthTrial {
    private final PrintStream out;
    private final Path folder;
    private final Rows rows;

    GrowthTrial(PrintStream out, Path folder, int accounts) {
        this.out = out;
        this.folder = folder;
        this.rows = new Rows(accounts);
    }

    /** @param groupsPerSecond 0 for as many as it can */
    void run(Engine engine, int seconds, int size, int groupsPerSecond, long most) throws SQLException, IOException {
        Files.createDirectories(folder);
        long count;
        long closing;
        try (Writer writer = new Writer(engine, folder, rows)) {
            writer.resume();
            grow(engine, writer, seconds, size, groupsPerSecond, most);
            count = writer.next();
            out.printf(
                    Locale.ROOT,
                    "%s  before closing: %,d rows, %,d B/row, %s%n",
                    engine,
                    count,
                    Engine.bytes(folder) / count,
                    process());
            closing = System.nanoTime();
        }
        out.printf(
                Locale.ROOT,
                "%s  closed in %d ms: %,d B/row%n",
                engine,
                (System.nanoTime() - closing) / 1_000_000,
                Engine.bytes(folder) / count);
    }

    private void grow(Engine engine, Writer writer, int seconds, int size, int groupsPerSecond, long most)
            throws SQLException, IOException {
        long start = System.nanoTime();
        long print = start;
        long lastBytes = Engine.bytes(folder);
        long lastRows = writer.next();
        long groups = 0;
        while (System.nanoTime() - start < seconds * 1_000_000_000L && writer.next() < most) {
            writer.append(size);
            groups++;
            if (groupsPerSecond > 0) {
                LockSupport.parkNanos(start + groups * 1_000_000_000L / groupsPerSecond - System.nanoTime());
            }
            if (System.nanoTime() - print > 10_000_000_000L) {
                long bytes = Engine.bytes(folder);
                out.printf(
                        Locale.ROOT,
                        "%s  %4d s  %,12d rows  %,8.0f rows/s  %,8d MB  %,6d B/row  last %,7d B/row  %s%n",
                        engine,
                        (System.nanoTime() - start) / 1_000_000_000L,
                        writer.next(),
                        (writer.next() - lastRows) / ((System.nanoTime() - print) / 1e9),
                        bytes >> 20,
                        bytes / writer.next(),
                        (bytes - lastBytes) / Math.max(1, writer.next() - lastRows),
                        process());
                lastBytes = bytes;
                lastRows = writer.next();
                print = System.nanoTime();
            }
        }
    }

    /** So many commits of groups of one size, to be counted from outside. */
    void groups(Engine engine, int groups, int size) throws SQLException, IOException {
        try (Writer writer = new Writer(engine, Files.createDirectories(folder), rows)) {
            writer.resume();
            for (int group = 0; group < groups; group++) {
                writer.append(size);
            }
        }
    }

    /** Memory and what was written so far; empty where there is no /proc. */
    static String process() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        return "heap " + heap + " MB, resident " + value("/proc/self/status", "VmRSS:") / 1024 + " MB, written "
                + (value("/proc/self/io", "write_bytes:") >> 20) + " MB";
    }

    private static long value(String file, String key) throws IOException {
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            return 0;
        }
        List<String> lines = Files.readAllLines(path);
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }
}
