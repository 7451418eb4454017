package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unrecorded spends in a local file. */
class SpoolTest {
    @TempDir
    private Path directory;

    private final FaultyStore store = new FaultyStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");

    @BeforeEach
    void breakStore() {
        store.down(true);
    }

    @Test
    @DisplayName("concurrent writers leave one whole line for each spend, and all can be replayed")
    void concurrent() throws IOException {
        Path file = directory.resolve("spool.jsonl");
        Metering ledger = spooling(file);
        Together.run(8, thread -> ledger.spendTokens(call(ANNA, "c" + thread, 4, 0)));
        store.heal();

        assertThat(ledger.operator().replay(Files.readAllLines(file)))
                .hasSize(8)
                .allMatch(item -> item.result() instanceof SpendResult.Applied);
    }

    @Test
    @DisplayName("an interrupted caller's line is kept whole, and the interrupt too")
    void interrupted() throws IOException {
        Path file = directory.resolve("spool.jsonl");
        Metering ledger = spooling(file);

        Thread.currentThread().interrupt();
        ledger.spendTokens(call(ANNA, "c", 4, 0));
        boolean interrupted = Thread.interrupted();

        assertThat(interrupted).isTrue();
        assertThat(Files.readAllLines(file)).filteredOn(line -> !line.isBlank()).hasSize(1);
    }

    @Test
    @DisplayName("a file that cannot be written is an error that has the line")
    void noFile() {
        Metering ledger = spooling(directory.resolve("missing").resolve("spool.jsonl"));

        assertThatThrownBy(() -> ledger.spendTokens(call(ANNA, "c", 4, 0)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("\"id\":\"c\"");
    }

    private Metering spooling(Path file) {
        return Ledgers.on(store, clock)
                .patience(Duration.ofMillis(60))
                .unrecorded(UnrecordedSpendHandler.spool(file))
                .build();
    }

    @Test
    @DisplayName("a line that a crash has cut does not swallow the next one")
    void torn() throws IOException {
        Path file = directory.resolve("spool.jsonl");
        Files.writeString(file, "{\"tenantId\": \"acme\", \"us");
        spooling(file).spendTokens(call(ANNA, "c", 4, 0));

        assertThat(Files.readAllLines(file))
                .filteredOn(line -> line.contains("\"id\":\"c\""))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("{").endsWith("}"));
    }
}
