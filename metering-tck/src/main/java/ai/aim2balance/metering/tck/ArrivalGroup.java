package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What exports, roll-ups and alerts read by: complete, each entry once, and nothing behind the reader's back. */
abstract class ArrivalGroup extends ContractGroup {
    @Test
    @DisplayName("of a store without entries has no entry and a cursor")
    void ofAnEmptyStore() {
        EntryPage page = arrival(null, 10);

        assertThat(page.entries()).isEmpty();
        assertThat(page.cursor()).isNotNull();
    }

    @Test
    @DisplayName("has every entry of every tenant")
    void everyEntry() {
        given(plain(ALICE, 1), plain(ALICE, 2), plain(BOB, 1), plain(FOREIGN_ALICE, 1));

        assertThat(Arrivals.from(contract(), null, 4))
                .containsExactlyInAnyOrder(plain(ALICE, 1), plain(ALICE, 2), plain(BOB, 1), plain(FOREIGN_ALICE, 1));
    }

    @Test
    @DisplayName("has an account's entries in order of their numbers")
    void anAccountInOrder() {
        given(SampleEntry.chain(ALICE, 1, 40));

        assertThat(Arrivals.from(contract(), null, 40)).containsExactlyElementsOf(SampleEntry.chain(ALICE, 1, 40));
    }

    @Test
    @DisplayName("has what was appended later behind what was appended before, whatever their times are")
    void laterIsBehind() {
        given(entry(ALICE, 1).at(SampleEntry.START.plusSeconds(3_600)).build());
        assertThat(Arrivals.from(contract(), null, 1)).hasSize(1);
        given(entry(BOB, 1).at(SampleEntry.START).build());

        assertThat(Arrivals.from(contract(), null, 2))
                .extracting(Entry::account)
                .containsExactly(ALICE, BOB);
    }

    @Test
    @DisplayName("goes on from a cursor with what came since, whatever its time is")
    void goesOn() {
        given(SampleEntry.chain(ALICE, 1, 3));
        String cursor = cursorBehind(3);
        given(entry(ALICE, 4).at(SampleEntry.START.minusSeconds(3_600)).build());
        given(entry(BOB, 1).at(SampleEntry.START.minusSeconds(7_200)).build());

        assertThat(Arrivals.from(contract(), cursor, 2))
                .extracting(entry -> entry.account().user() + entry.seq())
                .containsExactly("alice4", "bob1");
    }

    @Test
    @DisplayName("keeps a cursor while nothing comes, and goes on from it later")
    void keepsItsPlace() {
        given(SampleEntry.chain(ALICE, 1, 3));
        String cursor = cursorBehind(3);
        for (int i = 0; i < 3; i++) {
            EntryPage page = arrival(cursor, 10);
            assertThat(page.entries()).isEmpty();
            cursor = Objects.requireNonNull(page.cursor());
        }
        given(plain(ALICE, 4));

        assertThat(Arrivals.from(contract(), cursor, 1)).containsExactly(plain(ALICE, 4));
    }

    @Test
    @DisplayName("gives the same again from the same cursor")
    void repeatable() {
        given(SampleEntry.chain(ALICE, 1, 9));
        assertThat(Arrivals.from(contract(), null, 9)).hasSize(9);
        String cursor = arrival(null, 4).cursor();

        assertThat(arrival(cursor, 3).entries())
                .isEqualTo(arrival(cursor, 3).entries())
                .containsExactlyElementsOf(SampleEntry.chain(ALICE, 5, 7));
    }

    @Test
    @DisplayName("has no refused entry")
    void noRefusedEntry() {
        given(plain(ALICE, 1), plain(ALICE, 2));
        append(entry(ALICE, 2).postingId("other").build());
        given(plain(ALICE, 3));

        assertThat(Arrivals.from(contract(), null, 3)).containsExactlyElementsOf(SampleEntry.chain(ALICE, 1, 3));
    }

    @Test
    @DisplayName("is the same on another node, and a cursor holds there too")
    void onAnotherNode() {
        given(SampleEntry.chain(ALICE, 1, 5));
        String cursor = cursorBehind(5);
        given(plain(ALICE, 6));
        assertThat(Arrivals.from(contract(), cursor, 1)).hasSize(1);

        assertThat(otherNode().entries(new EntryQuery.Arrival(cursor, 10)).entries())
                .containsExactly(plain(ALICE, 6));
    }

    @Test
    @DisplayName("refuses a cursor that the store never gave")
    void foreignCursor() {
        given(plain(ALICE, 1));

        assertThatThrownBy(() -> arrival("no such place", 10)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    @DisplayName("shows each entry once to a reader that polls while two nodes write")
    void whileTwoNodesWrite() {
        int writers = 4;
        int each = 150;
        AtomicInteger running = new AtomicInteger(writers);
        CompletableFuture<List<Entry>> reader =
                Racers.start(() -> Arrivals.follow(contract(), null, 5, writers * each, () -> running.get() == 0));

        try {
            Racers.race(writers, number -> {
                MeteringStore node = number % 2 == 0 ? store() : otherNode();
                AccountId account = new AccountId("tenant-" + number % 3, "user-" + number);
                for (long seq = 1; seq <= each; seq += 3) {
                    List<Entry> batch = SampleEntry.chain(account, seq, seq + 2);
                    assertThat(node.append(batch)).isEqualTo(AppendResult.all(3));
                }
                return number;
            });
        } finally {
            running.set(0);
        }
        List<Entry> seen = Racers.result(reader);

        assertThat(seen)
                .as("seen by the polling reader")
                .doesNotHaveDuplicates()
                .hasSize(writers * each);
        assertThat(Arrivals.from(contract(), null, writers * each))
                .as("a later reader sees the same order")
                .isEqualTo(seen);
    }

    @Test
    @DisplayName("shows each entry once, in order of the chain, while several write to one account")
    void whileOneAccountIsHot() {
        int writers = 3;
        int each = 40;
        AtomicInteger running = new AtomicInteger(writers);
        CompletableFuture<List<Entry>> reader =
                Racers.start(() -> Arrivals.follow(contract(), null, 100, writers * each, () -> running.get() == 0));

        try {
            RaceGroup.appendAll(this, writers, each);
        } finally {
            running.set(0);
        }

        List<Long> expected = new ArrayList<>();
        for (long seq = 1; seq <= (long) writers * each; seq++) {
            expected.add(seq);
        }
        assertThat(Racers.result(reader)).extracting(Entry::seq).isEqualTo(expected);
    }

    private EntryPage arrival(@Nullable String cursor, int limit) {
        return store().entries(new EntryQuery.Arrival(cursor, limit));
    }

    /** The place behind so many entries, as soon as the store shows them. */
    private String cursorBehind(int entries) {
        assertThat(Arrivals.from(contract(), null, entries)).hasSize(entries);
        return Objects.requireNonNull(arrival(null, entries).cursor());
    }
}
