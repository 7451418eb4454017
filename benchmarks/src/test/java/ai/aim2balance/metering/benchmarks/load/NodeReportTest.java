package ai.aim2balance.metering.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NodeReportTest {
    @Test
    @DisplayName("what a process reports arrives as it was sent")
    void line() {
        Histogram latencies = Latencies.empty();
        Latencies.record(latencies, 1_234_567);
        Tally tally = new Tally(3);
        tally.increment(2);
        NodeReport sent =
                new NodeReport(5, 4, 3, 2, 1, 9, new Usage(7, 6, 8), Map.of("a", 1L, "b", -2L), tally, latencies);

        NodeReport heard = NodeReport.decode(sent.encode());

        assertThat(heard.encode()).isEqualTo(sent.encode());
        assertThat(heard.latencies()).isEqualTo(latencies);
        assertThat(heard.acknowledged().of(2)).isEqualTo(1);
        assertThat(heard)
                .usingRecursiveComparison()
                .ignoringFields("acknowledged", "latencies")
                .isEqualTo(sent);
    }

    @Test
    @DisplayName("what a node is told arrives as it was sent")
    void spec() {
        NodeSpec spec = new NodeSpec("ours", 1, 4, 1_000, 16, 8, 12.5, 100);

        assertThat(NodeSpec.decode(spec.encode())).isEqualTo(spec);
    }
}
