package ai.aim2balance.metering.it.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a long proof has come, one line after each step, so that a second run goes on where the first was stopped. For
 * one thread.
 */
final class Progress {
    private final @Nullable Path file;
    private final String name;
    private final Tally tally = new Tally();
    private long done;

    private Progress(@Nullable Path file, String name) {
        this.file = file;
        this.name = name;
    }

    /** Begins at nothing, and remembers nothing. */
    static Progress none() {
        return new Progress(null, "");
    }

    /** Goes on after the last line of a proof of that name and seed. */
    static Progress in(Path file, String name, long seed) {
        Progress progress = new Progress(file, name + " seed=" + seed + " ");
        try {
            if (Files.exists(file)) {
                progress.read(Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return progress;
    }

    /** In proof mode the file of the property, else nothing. */
    static Progress of(String name, long seed) {
        return Sizes.PROOF
                ? in(Path.of(System.getProperty("metering.proof.progress", "target/proof-progress.txt")), name, seed)
                : none();
    }

    private void read(List<String> lines) {
        String last = null;
        for (String line : lines) {
            if (line.startsWith(name)) {
                last = line;
            }
        }
        if (last != null) {
            String[] parts = last.substring(name.length()).split(" ", 2);
            done = Long.parseLong(parts[0].substring("done=".length()));
            tally.add(parts[1]);
        }
    }

    long done() {
        return done;
    }

    Tally tally() {
        return tally;
    }

    void add(long nowDone, Tally now) {
        if (file == null) {
            return;
        }
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(
                    file,
                    name + "done=" + nowDone + " " + now + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
