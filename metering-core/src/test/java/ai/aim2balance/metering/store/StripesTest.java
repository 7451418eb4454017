package ai.aim2balance.metering.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StripesTest {
    private final Stripes stripes = new Stripes();

    @Test
    void takes_all_that_are_free() {
        assertThat(stripes.take(0b1011)).isEqualTo(0b1011);
    }

    @Test
    void takes_what_the_thread_has_already() {
        stripes.take(0b1);

        assertThat(stripes.take(0b11)).isEqualTo(0b11);
    }

    @Test
    void goes_on_without_what_another_thread_keeps() {
        stripes.take(0b10);

        assertThat(CompletableFuture.supplyAsync(() -> stripes.take(0b111)).join())
                .isEqualTo(0b101);
    }

    @Test
    void gives_back_what_it_took() {
        stripes.release(stripes.take(-1));

        assertThat(CompletableFuture.supplyAsync(() -> stripes.take(-1)).join()).isEqualTo(-1);
    }

    @Test
    void an_interrupted_thread_takes_them_and_stays_interrupted() {
        Thread.currentThread().interrupt();

        assertThat(stripes.take(0b11)).isEqualTo(0b11);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void each_account_has_one_of_many() {
        assertThat(IntStream.range(0, 1_000)
                        .mapToLong(i -> Stripes.of(new AccountId("t", "u" + i)))
                        .distinct())
                .allMatch(stripe -> Long.bitCount(stripe) == 1)
                .hasSize(Long.SIZE);
        assertThat(Stripes.of(List.of(PlainEntries.ALICE, PlainEntries.ALICE)))
                .isEqualTo(Stripes.of(PlainEntries.ALICE));
    }
}
