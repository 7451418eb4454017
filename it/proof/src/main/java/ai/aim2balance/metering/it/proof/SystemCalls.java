package ai.aim2balance.metering.it.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Traces what processes ask of the operating system, and counts what forces data to the disk. */
final class SystemCalls {
    private static final String STRACE = "strace";
    private static final int TRIES = 5;
    private static final int LOOKS = 250;
    private static final long PAUSE = 20;
    private static final String FORCING = "fsync,fdatasync,msync,sync_file_range";
    private static final Pattern FORCED =
            Pattern.compile("(fsync|fdatasync|msync|sync_file_range)( resumed>|\\().*= 0$");
    private static final Pattern TOLD = Pattern.compile("write\\(1, \"([?+]) (.*?) (?:# .*)?;");

    private SystemCalls() {}

    /** Why nothing can be traced here; empty where it can. */
    static String missing() {
        try {
            Process process = new ProcessBuilder(STRACE, "-f", "-e", "trace=fsync", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0 ? "" : "strace may not trace here";
        } catch (IOException e) {
            return "there is no strace: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** What a command begins with whose calls are to be written to a file. */
    static List<String> tracing(Path file) {
        return List.of(STRACE, "-f", "-o", file.toString(), "-s", "300", "-e", "trace=write," + FORCING);
    }

    /** Traces processes that run already, and those that they will start. */
    static Process attach(Path file, Supplier<List<ProcessHandle>> running) throws IOException, InterruptedException {
        String said = "";
        for (int i = 0; i < TRIES; i++) {
            List<ProcessHandle> processes = running.get();
            List<String> command =
                    new ArrayList<>(List.of(STRACE, "-f", "-o", file.toString(), "-e", "trace=" + FORCING));
            processes.forEach(process -> command.addAll(List.of("-p", Long.toString(process.pid()))));
            Path errors = file.resolveSibling(file.getFileName() + ".err");
            Process tracer =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            said = awaitAttached(tracer, errors, processes.size());
            if (said.isEmpty()) {
                return tracer;
            }
            // One of them has ended meanwhile.
            detach(tracer);
        }
        throw new IOException("strace does not attach: " + said);
    }

    private static String awaitAttached(Process tracer, Path errors, int processes)
            throws IOException, InterruptedException {
        for (int i = 0; i < LOOKS && tracer.isAlive(); i++) {
            if (Files.readString(errors)
                            .lines()
                            .filter(line -> line.endsWith("attached"))
                            .count()
                    >= processes) {
                return "";
            }
            Thread.sleep(PAUSE);
        }
        return "to " + processes + " processes: " + Files.readString(errors);
    }

    /** Lets processes go on without it. */
    static void detach(Process tracer) throws InterruptedException {
        tracer.destroy();
        tracer.waitFor(10, TimeUnit.SECONDS);
    }

    /**
     * What a trace says.
     *
     * @param forced how often data was forced to the disk
     * @param acknowledged how many different things a caller was told to be booked
     * @param unforced before how many of them nothing was forced since they were asked for
     */
    record Trace(long forced, long acknowledged, long unforced) {}

    /** Reads the trace of a process in which one thread asks. */
    static Trace read(Path file) {
        long forced = 0;
        long acknowledged = 0;
        long unforced = 0;
        boolean since = false;
        Set<String> known = new HashSet<>();
        for (String line : lines(file)) {
            if (FORCED.matcher(line).find()) {
                forced++;
                since = true;
                continue;
            }
            Matcher told = TOLD.matcher(line);
            if (told.find() && told.group(1).equals("?")) {
                since = false;
            } else if (told.find(0) && known.add(told.group(2))) {
                // What was booked before is not booked again.
                acknowledged++;
                unforced += since ? 0 : 1;
            }
        }
        return new Trace(forced, acknowledged, unforced);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
