package ai.aim2balance.metering.ledger.writer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A memory of ids that forgets none too early and takes few for others. */
class SeenIdsTest {
    private static final int MOST = 1 << 12;

    private final SeenIds seen = new SeenIds(MOST);

    @Test
    @DisplayName("the ids that were seen last are all recognized")
    void recognized() {
        int all = 5 * MOST + MOST / 2;
        IntStream.range(0, all).forEach(i -> seen.add(key(i)));

        assertThat(IntStream.range(all - MOST, all)).allMatch(i -> seen.mayHave(key(i)));
    }

    @Test
    @DisplayName("of ids that were not seen, fewer than one of 500 is taken for one that was")
    void others() {
        IntStream.range(0, 2 * MOST).forEach(i -> seen.add(key(i)));

        long taken = IntStream.range(1_000_000, 1_100_000)
                .filter(i -> seen.mayHave(key(i)))
                .count();

        assertThat(taken).isLessThan(200);
    }

    @Test
    @DisplayName("what was seen long ago is forgotten, so that memory stays what it is")
    void forgotten() {
        IntStream.range(0, 20 * MOST).forEach(i -> seen.add(key(i)));

        assertThat(IntStream.range(0, MOST).filter(i -> seen.mayHave(key(i))).count())
                .isLessThan(MOST / 100);
    }

    @Test
    @DisplayName("the same id of another account is another id")
    void accounts() {
        seen.add(key(1));

        assertThat(seen.mayHave(new Lane.PostingKey(new AccountId("acme", "bob"), "chat-1")))
                .isFalse();
    }

    @Test
    @DisplayName("nothing was seen at first")
    void empty() {
        assertThat(seen.mayHave(key(1))).isFalse();
    }

    private static Lane.PostingKey key(int number) {
        return new Lane.PostingKey(new AccountId("acme", "anna"), "chat-" + number);
    }
}
