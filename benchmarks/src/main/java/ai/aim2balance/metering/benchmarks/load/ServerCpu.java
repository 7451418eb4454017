package ai.aim2balance.metering.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * CPU time of a server's main process and its children, those that have ended included: Linux adds a child that was waited
 * for to its parent.
 */
final class ServerCpu {
    private static final Path PROC = Path.of("/proc");
    /** The kernel tells times in hundredths of a second, whatever its own tick. */
    private static final long NANOS_OF_TICK = 10_000_000;

    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private final int main;

    private ServerCpu(int main) {
        this.main = main;
    }

    /**
     * Finds a server by one of its processes.
     *
     * @param backend the number of a process that serves a connection
     * @return the server; null where it runs on another machine or its times cannot be read
     */
    static @Nullable ServerCpu of(int backend) throws IOException {
        Path name = PROC.resolve(backend + "/comm");
        if (!Files.isReadable(name) || !Files.readString(name).startsWith("postgres")) {
            return null;
        }
        List<String> fields = stat(PROC.resolve(Integer.toString(backend)));
        return fields.isEmpty() ? null : new ServerCpu(Integer.parseInt(fields.get(PARENT)));
    }

    long nanos() throws IOException {
        List<String> own = stat(PROC.resolve(Integer.toString(main)));
        if (own.isEmpty()) {
            return -1;
        }
        long ticks = ticks(own, USER) + ticks(own, SYSTEM) + ticks(own, CHILDREN_USER) + ticks(own, CHILDREN_SYSTEM);
        String parent = Integer.toString(main);
        try (Stream<Path> all = Files.list(PROC)) {
            for (Path process : all.filter(path ->
                            Character.isDigit(path.getFileName().toString().charAt(0)))
                    .toList()) {
                List<String> fields = stat(process);
                if (!fields.isEmpty() && fields.get(PARENT).equals(parent)) {
                    ticks += ticks(fields, USER) + ticks(fields, SYSTEM);
                }
            }
        }
        return ticks * NANOS_OF_TICK;
    }

    private static long ticks(List<String> fields, int field) {
        return Long.parseLong(fields.get(field));
    }

    /** The fields behind the name, which may contain blanks; none where the process has ended. */
    private static List<String> stat(Path process) throws IOException {
        try {
            String line = Files.readString(process.resolve("stat"));
            return List.of(line.substring(line.lastIndexOf(')') + 2).strip().split(" ", -1));
        } catch (NoSuchFileException ended) {
            return List.of();
        } catch (IOException e) {
            // a process that ends while it is read: ESRCH has no exception of its own
            if (Files.exists(process)) {
                throw e;
            }
            return List.of();
        }
    }
}
