package ai.aim2balance.metering.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
    @TempDir
    private Path directory;

    @Test
    @DisplayName("a proof goes on where the last one of its name and seed was stopped, with its counts")
    void goesOn() {
        Path file = directory.resolve("deeper").resolve("progress.txt");
        Progress first = Progress.in(file, "kills", 1);
        assertThat(first.done()).isZero();
        first.tally().did("kills");
        first.add(1, first.tally());
        first.tally().did("kills");
        first.tally().did("moment");
        first.add(2, first.tally());

        Progress second = Progress.in(file, "kills", 1);
        assertThat(second.done()).isEqualTo(2);
        assertThat(second.tally())
                .hasToString("kills=2 moment=1 acknowledged=0 unknown=0 found=0 repeated=0 lost=0 doubled=0");
        assertThat(Progress.in(file, "kills", 2).done()).isZero();
        assertThat(Progress.in(file, "other", 1).done()).isZero();
    }
}
