package ai.aim2balance.metering.ledger.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A memory that is bounded and keeps what came last. */
class GenerationsTest {
    private final Generations<Integer, String> memory = new Generations<>(8);

    @Test
    @DisplayName("what was put last is remembered, at least half of the most")
    void recent() {
        IntStream.range(0, 100).forEach(i -> memory.put(i, "v" + i));

        assertThat(IntStream.range(96, 100)).allMatch(i -> ("v" + i).equals(memory.get(i)));
    }

    @Test
    @DisplayName("never more than the most is remembered")
    void bounded() {
        IntStream.range(0, 100).forEach(i -> memory.put(i, "v"));

        assertThat(IntStream.range(0, 100).filter(i -> memory.get(i) != null).count())
                .isLessThanOrEqualTo(8);
    }

    @Test
    @DisplayName("a new value goes before one of the generation before")
    void newest() {
        memory.put(1, "old");
        IntStream.range(10, 14).forEach(i -> memory.put(i, "v"));
        memory.put(1, "new");

        assertThat(memory.get(1)).isEqualTo("new");
    }

    @Test
    @DisplayName("what is removed is gone from both generations")
    void removed() {
        memory.put(1, "old");
        IntStream.range(10, 14).forEach(i -> memory.put(i, "v"));
        memory.put(1, "new");
        memory.remove(1);

        assertThat(memory.get(1)).isNull();
        assertThat(memory.get(13)).isEqualTo("v");
    }

    @Test
    @DisplayName("a memory of one keeps the newest")
    void one() {
        Generations<Integer, String> tiny = new Generations<>(1);
        tiny.put(1, "a");
        tiny.put(2, "b");

        assertThat(tiny.get(2)).isEqualTo("b");
    }
}
