package ai.aim2balance.metering.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seconds of load, for what is booked and not for how fast. */
class LoadTest {
    private static final List<String> SHORT = List.of(
            "--seconds", "0.6", "--warmup", "0.3", "--first", "0.3", "--repetitions", "1", "--repeat-ids", "0.05");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @Test
    @DisplayName("the ledger in memory passes its audit, with one node and with two")
    void memory() throws Exception {
        assertThat(load("--store", "memory", "--accounts", "1,20", "--callers", "4", "--nodes", "1,2"))
                .as(this::output)
                .isTrue();
        assertThat(output()).contains("ours: 20 accounts, 4 callers, 2 nodes");
    }

    @Test
    @DisplayName("calls that arrive at a fixed rate are all answered")
    void rate() throws Exception {
        assertThat(load("--store", "memory", "--accounts", "1", "--callers", "4", "--rate", "200"))
                .as(this::output)
                .isTrue();
        assertThat(output()).contains("200 calls/s");
    }

    @Test
    @DisplayName("every system passes its audit on H2 and on SQLite")
    void files() throws Exception {
        for (String store : List.of("h2", "sqlite")) {
            assertThat(load("--store", store, "--accounts", "5", "--callers", "4", "--directory", directory.toString()))
                    .as(this::output)
                    .isTrue();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("every system passes its audit on PostgreSQL, as threads and as processes, over a longer network")
    void postgres() throws Exception {
        assertThat(load(
                        "--store",
                        "postgres",
                        "--accounts",
                        "1",
                        "--callers",
                        "4",
                        "--nodes",
                        "1,2",
                        "--processes",
                        "2",
                        "--delay",
                        "1ms"))
                .as(this::output)
                .isTrue();
        assertThat(output()).contains("through the proxy", "2 processes", "fsync=on");
    }

    private boolean load(String... args) throws Exception {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(SHORT);
        return Load.run(
                Options.parse(all.toArray(String[]::new)), new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
