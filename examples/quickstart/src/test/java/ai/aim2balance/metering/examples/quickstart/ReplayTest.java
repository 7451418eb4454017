package ai.aim2balance.metering.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final String BILL = "bill \\d+\\.\\d{6} USD \\d+\\.\\d{6} EUR, digest of all sums [0-9a-f]{16}";
    private static final String AUDIT = "audit: \\d+ entries, all proven, each sum is the balance, digest of .*";

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path dir;

    private String replay(String... options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> args = new ArrayList<>(List.of("replay"));
        args.addAll(List.of(options));
        if (!args.contains("--store")) {
            args.addAll(List.of("--store", "memory"));
        }
        try (PrintStream stdout = new PrintStream(out, false, StandardCharsets.UTF_8);
                PrintStream stderr = new PrintStream(err, false, StandardCharsets.UTF_8)) {
            Quickstart.run(args, stdout, stderr);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The one line of that form. */
    private static String line(String output, String form) {
        List<String> lines = Pattern.compile("(?m)^" + form + "$")
                .matcher(output)
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(lines).as("lines like %s in %s", form, output).hasSize(1);
        return lines.get(0);
    }

    /** A trace of an hour whose calls are dear enough to use a balance up. */
    private Path trace(String name, int calls) throws IOException {
        Random random = new Random(calls);
        List<String> lines = new ArrayList<>(List.of("TIMESTAMP,ContextTokens,GeneratedTokens"));
        for (int i = 0; i < calls; i++) {
            Instant at = Instant.parse("2023-11-16T18:00:00Z").plusMillis(3_600_000L * i / calls);
            lines.add(at.toString().replace('T', ' ').replace("Z", "") + "," + random.nextInt(180_000) + ","
                    + random.nextInt(2_000));
        }
        return Files.write(dir.resolve(name), lines);
    }

    @Test
    void the_sample_is_billed_by_tenant_and_user() throws IOException {
        String output = replay();

        assertThat(output.lines().filter(line -> line.matches("(acme|globex) +\\w+ +\\d+ .* / .*")))
                .hasSize(6);
        // by hand: 388 × 2.5 + 1,024 × 1.25 + 287 × 10, and 980 × 1.1 + 2,310 × 4.4 USD per million
        assertThat(output).containsPattern("acme +anna +2 +2392 +2597 +0\\.016362 +0\\.017818 ");
        assertThat(output).containsPattern("all +12 +82077 +9884 +0\\.427105 +0\\.465124 ");
        assertThat(output).contains("1 calls have no price of their own");
    }

    @Test
    void the_balances_of_the_sample_are_start_and_refills_less_the_price_and_proven() throws IOException {
        String output = replay();

        // 60,000 at 08:00, 09:00, 10:00 and 11:00, less 0.016362 USD
        assertThat(output).containsPattern("acme +anna +ENFORCED +223638 +0 +0 +8 +yes +223638 ");
        assertThat(output).containsPattern("globex +dora +TRACKED +-23818 +0 +100 +5 +yes +-23818 ");
        assertThat(line(output, AUDIT)).startsWith("audit: 37 entries, ");
        assertThat(output).contains("\nof them 6 opening, 3 spend, 6 refill, 11 hold, 10 settle, 1 release\n");
        assertThat(output).contains("refused beforehand: 2 calls");
    }

    @Test
    void shares_of_each_breakdown_add_up_to_100() throws IOException {
        Stream<String> totals = replay().lines().filter(line -> line.startsWith("  all "));

        assertThat(totals).hasSize(5).allMatch(line -> line.matches(".* 100\\.00 .* 100\\.00"));
    }

    @Test
    void what_is_refused_beforehand_is_in_the_bill_nonetheless() throws IOException {
        String trace = trace("t.csv", 1_000).toString();

        String ordered = replay("--trace", trace);

        assertThat(line(ordered, "refused beforehand: .*")).doesNotContain(": 0 calls");
        assertThat(line(ordered, "holds: .*")).contains(" 1 expired before 1 calls were reported");
        assertThat(line(ordered, BILL)).isEqualTo(line(replay("--trace", trace, "--times", "1"), BILL));
        line(ordered, AUDIT);
    }

    @Test
    void sending_everything_three_times_in_any_order_from_many_threads_changes_nothing() throws IOException {
        String[] once = {
            "--trace", trace("a.csv", 700).toString(), trace("b.csv", 300).toString(), "--times", "1"
        };
        String[] thrice = {once[0], once[1], once[2], "--times", "3", "--threads", "8", "--shuffle", "42"};

        String first = replay(once);
        String second = replay(thrice);

        assertThat(second).contains("booked 1000, recognised as repeats 2000, not booked 0");
        assertThat(line(second, BILL)).isEqualTo(line(first, BILL));
        assertThat(line(second, AUDIT)).isEqualTo(line(first, AUDIT)).startsWith("audit: 1005 entries");
    }

    @Test
    void killed_and_started_again_it_goes_on_and_the_bill_is_the_same() throws Exception {
        Path trace = trace("t.csv", 2_000);
        Path file = dir.resolve("ledger.db");
        Path log = dir.resolve("ledger.db-wal");
        Process first = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Quickstart.class.getName(),
                        "replay",
                        "--trace",
                        trace.toString(),
                        "--store",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("out").toFile())
                .start();
        while (first.isAlive() && !(Files.exists(log) && Files.size(log) > 400_000)) {
            Thread.sleep(5);
        }
        first.destroyForcibly().waitFor();

        String rest = replay("--trace", trace.toString(), "--store", file.toString());
        String again = replay("--trace", trace.toString(), "--store", file.toString());

        assertThat(line(rest, "\\d+ calls were booked by an earlier run into this ledger, \\d+ by this one"))
                .doesNotStartWith("0 ")
                .doesNotEndWith(" 0 by this one");
        assertThat(again).contains("2000 calls were booked by an earlier run into this ledger, 0 by this one");
        String whole = replay("--trace", trace.toString());
        assertThat(line(rest, BILL)).isEqualTo(line(whole, BILL));
        assertThat(line(again, BILL)).isEqualTo(line(whole, BILL));
        line(rest, AUDIT);
    }

    @Test
    void the_digest_tells_another_bill() throws IOException {
        Path trace = trace("t.csv", 20);
        String before = line(replay("--trace", trace.toString()), BILL);
        List<String> lines = new ArrayList<>(Files.readAllLines(trace));
        String[] fields = lines.get(7).split(",", -1);
        lines.set(7, fields[0] + "," + fields[1] + "," + (Long.parseLong(fields[2]) + 1));
        Files.write(trace, lines);

        assertThat(line(replay("--trace", trace.toString()), BILL)).isNotEqualTo(before);
    }

    @Test
    void a_real_trace_is_billed_and_proven() throws IOException {
        Path trace = Path.of(System.getProperty("metering.shared", ""), "data/azure-llm-trace-2023/code.csv");
        assumeTrue(Files.isRegularFile(trace), "skipped: needs the shared data set azure-llm-trace-2023");

        String output = replay("--trace", trace.toString());

        long calls = Files.readAllLines(trace).stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .count();
        assertThat(output).containsPattern("all +" + calls + " ");
        line(output, AUDIT);
    }

    @Test
    void a_bad_line_is_named() throws IOException {
        Path trace = Files.writeString(
                dir.resolve("t.csv"),
                "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,1000,100\n2023-11-16 18:16:00.1,x,1\n");

        replay("--trace", trace.toString());

        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("t.csv, line 3 is 2023-11-16 18:16:00.1,x,1; allowed: a time in UTC and two counts");
    }

    @Test
    void wrong_options_are_told_with_what_is_allowed() throws IOException {
        Path other = Files.createDirectory(dir.resolve("other"));
        Path trace = trace("t.csv", 1);
        Path copy = Files.copy(trace, other.resolve("t.csv"));

        replay("--times", "0");
        replay("--threads", "many");
        replay("--shuffle", "x");
        replay("--trace", trace.toString(), copy.toString());

        assertThat(err.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("try")))
                .containsExactly(
                        "--times is 0; allowed: 1 to 1000",
                        "--threads is many; allowed: 1 to 1000",
                        "--shuffle is x; allowed: a whole number, the seed",
                        "--trace is " + copy
                                + "; allowed: files of different names: a call's id is made of the name and the line");
    }
}
