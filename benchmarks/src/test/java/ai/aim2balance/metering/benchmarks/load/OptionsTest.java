package ai.aim2balance.metering.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    @DisplayName("what stands beside a profile holds for each of its runs")
    void overrides() {
        List<Options> runs = Options.parse(new String[] {"--profile", "small", "--seconds", "0.5"});

        assertThat(runs)
                .hasSizeGreaterThan(3)
                .allSatisfy(run -> assertThat(run.length()).isEqualTo(Duration.ofMillis(500)));
    }

    @Test
    @DisplayName("processes replace threads, unless both are asked for")
    void processes() {
        assertThat(shapes("--processes", "2")).allMatch(Shape::processes);
        assertThat(shapes("--processes", "2", "--nodes", "1,2")).hasSize(3);
    }

    @Test
    @DisplayName("a name that nobody knows is refused")
    void unknown() {
        assertThatThrownBy(() -> Options.parse(new String[] {"--second", "1"})).hasMessageContaining("--seconds");
        assertThatThrownBy(() -> Options.parse(new String[] {"--profile", "huge"}))
                .hasMessageContaining("small");
    }

    private static List<Shape> shapes(String... args) {
        String[] all = new String[args.length + 4];
        System.arraycopy(args, 0, all, 0, args.length);
        System.arraycopy(new String[] {"--accounts", "1", "--callers", "16"}, 0, all, args.length, 4);
        return Options.parse(all).get(0).shapes().get(0);
    }
}
