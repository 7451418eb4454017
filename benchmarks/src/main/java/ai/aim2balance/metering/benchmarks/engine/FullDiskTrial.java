package ai.aim2balance.metering.benchmarks.engine;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/** Appends until the disk is full, makes room again, and goes on: on a small file system made for it. */
final class FullDiskTrial {
    private static final int BALLAST = 4 << 20;

    private final PrintStream out;
    private final Path folder;
    private final Rows rows = new Rows(20);

    FullDiskTrial(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    void run(Engine engine) throws SQLException, IOException {
        Path ballast = Files.write(Files.createDirectories(folder).resolve("ballast"), new byte[BALLAST]);
        Path data = Files.createDirectories(folder.resolve("data"));
        try (Writer writer = new Writer(engine, data, rows)) {
            writer.resume();
            out.println(engine + ": full: " + untilItFails(writer) + " at " + writer.next());
            out.println(engine + ": again, still full: " + untilItFails(writer) + " at " + writer.next());
            Files.delete(ballast);
            out.println(engine + ": with room again, same connection: " + append(writer) + " at " + writer.next());
        } catch (SQLException e) {
            out.println(engine + ": closing: " + e);
        }
        try (Writer writer = new Writer(engine, data, rows)) {
            long found = writer.resume();
            out.println(engine + ": opened again: " + found + " rows, then " + append(writer) + ", "
                    + engine.check(writer.connection()));
        }
    }

    private static String untilItFails(Writer writer) {
        String answer = "appended";
        while (answer.equals("appended")) {
            answer = append(writer);
        }
        return answer;
    }

    private static String append(Writer writer) {
        try {
            writer.append(4);
            return "appended";
        } catch (SQLException e) {
            try {
                writer.connection().rollback();
            } catch (SQLException rollback) {
                return String.format(Locale.ROOT, "%s; rolling back: %s", e, rollback);
            }
            return e.toString();
        }
    }
}
