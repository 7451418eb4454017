package ai.aim2balance.metering.mongo.librechat;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.TokenType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rows of a call are found together")
class CallAssemblerTest {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant LATER = START.plusSeconds(100_000);

    private final List<String> calls = new ArrayList<>();
    private final CallAssembler assembler = new CallAssembler(this::add);

    @Test
    @DisplayName("where the completion follows its prompt")
    void following() {
        rows("P1@0", "C2@1", "P3@5", "C4@9");
        assertThat(calls).containsExactly("P1+C2", "P3+C4");
    }

    @Test
    @DisplayName("where calls of others, in other conversations or of other models lie between them")
    void others() {
        rows(
                "P1@0",
                "P2@0:bob",
                "P3@1:anna:c2",
                "P4@1:anna:c1:o1",
                "C5@2:anna:c1:o1",
                "C6@2:anna:c2",
                "C7@3:bob",
                "C8@4");
        assertThat(calls).containsExactly("P1+C8", "P2+C7", "P3+C6", "P4+C5");
    }

    @Test
    @DisplayName("where a prompt before it has no completion: the newest prompt is meant")
    void newest() {
        rows("P1@0", "P2@10", "C3@11");
        assertThat(calls).containsExactly("P1", "P2+C3");
    }

    @Test
    @DisplayName("and of calls side by side there are as many as there were")
    void sideBySide() {
        rows("P1@0", "P2@0", "C3@1", "C4@1");
        assertThat(calls).containsExactly("P1+C4", "P2+C3");
    }

    @Test
    @DisplayName("within the window, and not behind it")
    void window() {
        rows("P1@0", "C2@30", "P3@40", "C4@71");
        assertThat(calls).containsExactly("P1+C2", "P3", "C4");
    }

    @Test
    @DisplayName("and neither credits nor a leg that gave credits is half of a call")
    void credits() {
        rows("P1@0", "R2@1", "C3@2", "G4@10", "C5@11");
        assertThat(calls).containsExactly("P1+C3", "R2", "G4", "C5");
    }

    @Test
    @DisplayName("and the youngest prompt is left where its completion may still be written")
    void youngest() {
        feed("P1@0", "C2@1", "P3@60", "P4@80");
        long left = assembler.finish(START.plusSeconds(100));
        assertThat(calls).containsExactly("P1+C2", "P3");
        assertThat(left).isEqualTo(1);
    }

    @Test
    @DisplayName("and what is behind a prompt that is left is not lost")
    void behindTheYoungest() {
        feed("P1@90", "C2@91:bob", "P3@92:bob");
        long left = assembler.finish(START.plusSeconds(100));
        assertThat(calls).containsExactly("C2");
        assertThat(left).isEqualTo(2);
    }

    @Test
    @DisplayName("in bounded memory: where too many wait, the oldest goes on alone")
    void bounded() {
        CallAssembler small = new CallAssembler(this::add, 3);
        for (int i = 1; i <= 5; i++) {
            small.add(row("P" + i + "@0:user" + i));
        }
        assertThat(calls).containsExactly("P1", "P2");
        small.finish(LATER);
        assertThat(calls).containsExactly("P1", "P2", "P3", "P4", "P5");
    }

    private void rows(String... rows) {
        feed(rows);
        assertThat(assembler.finish(LATER)).isZero();
    }

    private void feed(String... rows) {
        for (String row : rows) {
            assembler.add(row(row));
        }
    }

    private void add(SourceCall call) {
        calls.add(call.first().id()
                + (call.completion() == null ? "" : "+" + call.completion().id()));
    }

    /** Such as P1@0:anna:c1:gpt-4o: a prompt in second 0; C is a completion, R a refill, G a prompt that gave credits. */
    private static SourceRow row(String text) {
        String[] parts = text.split(":", -1);
        String[] head = parts[0].split("@", -1);
        char kind = text.charAt(0);
        Instant at = START.plusSeconds(Long.parseLong(head[1]));
        return new SourceRow(
                head[0],
                at,
                at,
                parts.length > 1 ? parts[1] : "anna",
                kind == 'R' ? TokenType.CREDITS : kind == 'C' ? TokenType.COMPLETION : TokenType.PROMPT,
                -10,
                kind == 'R' || kind == 'G' ? 100 : -100,
                null,
                null,
                new SourceRow.Names(
                        parts.length > 3 ? parts[3] : "gpt-4o",
                        parts.length > 2 ? parts[2] : "c1",
                        "message",
                        null,
                        null,
                        null));
    }
}
