package ai.aim2balance.metering.mongo.librechat;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.jdbc.JdbcMeteringStore;
import ai.aim2balance.metering.mongo.librechat.ImportReport.Booked;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A large database")
class LargeImportTest {
    private static final boolean WHOLE = Boolean.getBoolean("metering.proof");
    private static final int ROWS = WHOLE ? 100_000 : 10_000;
    private static final int USERS = WHOLE ? 200 : 50;

    /** Entries that the killed process had acknowledged, at least. */
    private static final long KILLED_AT = ROWS / 5;

    @Test
    @DisplayName("is imported into a file, though the process is killed in the middle; a second run changes nothing")
    void killed(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("ledger.db");
        try (TestLibreChat source = new TestLibreChat()) {
            History history = new History(source, History.Form.BULK, USERS, 2026);
            history.write(ROWS);
            long acknowledged = killInTheMiddle(source, file);
            tell("killed with at least " + acknowledged + " entries in the ledger");

            try (Destination destination = new Destination(JdbcMeteringStore.embedded(file))) {
                ImportReport report = destination.run(source);
                tell(report.toString());
                assertThat(report.booked().before()).isGreaterThanOrEqualTo(acknowledged - USERS);
                assertThat(report.booked().now()).isPositive();
                assertThat(report.source().transactions()).isGreaterThanOrEqualTo(ROWS);
                assertThat(report.skipped()).isEmpty();
                assertBalances(history, destination);

                ImportReport second = destination.run(source);
                tell(second.toString());
                Booked first = report.booked();
                assertThat(second.booked().now()).isZero();
                assertThat(second.booked().before()).isEqualTo(first.now() + first.before() - first.corrections());
                assertThat(second.amounts().charged())
                        .isEqualTo(report.amounts().charged());
                assertBalances(history, destination);
            }
        }
    }

    private static long killInTheMiddle(TestLibreChat source, Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledImport.class.getName(),
                        source.uri(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long entries = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            while (entries < KILLED_AT) {
                String line = lines.readLine();
                assertThat(line).as("it ended before it was killed").isNotNull();
                entries = Long.parseLong(line.trim());
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(process.exitValue()).as("killed, not done").isNotZero();
        return entries;
    }

    private static void assertBalances(History history, Destination destination) {
        for (int user = 0; user < USERS; user++) {
            assertThat(destination.credits(TestLibreChat.user(user)))
                    .as("user %s", user)
                    .isEqualByComparingTo(new BigDecimal(history.balance(user)).setScale(6, RoundingMode.HALF_EVEN));
            assertThat(destination
                            .metering
                            .audit(Destination.account(TestLibreChat.user(user)))
                            .isProven())
                    .isTrue();
        }
    }

    /** For whoever asks for it: 100,000 transactions, with {@code mvn verify -P proof}. */
    private static void tell(String text) {
        if (WHOLE) {
            System.out.println(text);
        }
    }
}
