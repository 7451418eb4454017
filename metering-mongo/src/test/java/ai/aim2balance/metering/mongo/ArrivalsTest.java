package ai.aim2balance.metering.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ids of documents")
class ArrivalsTest {
    private final Arrivals arrivals = new Arrivals(Duration.ofSeconds(15));

    @Test
    @DisplayName("grow, for any number of threads")
    void grow() {
        List<ObjectId> ids = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            ids.add(arrivals.next());
        }

        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(IntStream.range(0, 5_000)
                        .parallel()
                        .mapToObj(i -> arrivals.next())
                        .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("have the time in seconds, as every tool expects")
    void time() {
        assertThat(arrivals.next().getDate().toInstant())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }

    @Test
    @DisplayName("are above those of a node whose clock is ahead, once one was seen")
    void behindAFastClock() {
        ObjectId fast = Arrivals.before(Duration.ofMinutes(-4));
        assertThat(arrivals.next()).isLessThan(fast);

        arrivals.seen(fast);

        assertThat(arrivals.next()).isGreaterThan(fast);
    }

    @Test
    @DisplayName("follow no clock that is far off")
    void notFar() {
        ObjectId off = Arrivals.before(Duration.ofMinutes(-6));

        arrivals.seen(off);

        assertThat(arrivals.next()).isLessThan(off);
    }

    @Test
    @DisplayName("are above the settled ones for as long as the lag says")
    void settled() {
        assertThat(arrivals.settled()).isLessThan(Arrivals.before(Duration.ofSeconds(14)));
        assertThat(arrivals.settled()).isGreaterThan(Arrivals.before(Duration.ofMinutes(2)));
    }
}
