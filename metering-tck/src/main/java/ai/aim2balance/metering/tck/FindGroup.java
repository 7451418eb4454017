package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.store.EntryQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** By posting id, by what they refer to, and piece by piece. */
abstract class FindGroup extends ContractGroup {
    @Test
    @DisplayName("are found by posting id")
    void byId() {
        given(SampleEntry.chain(ALICE, 1, 5));

        assertThat(find(EntryQuery.ByIds.of(ALICE, "posting-3"))).containsExactly(plain(ALICE, 3));
    }

    @Test
    @DisplayName("are not found by an id that nobody used")
    void byUnknownId() {
        given(SampleEntry.chain(ALICE, 1, 2));

        assertThat(find(new EntryQuery.ByIds(ALICE, Set.of("posting-2", "posting-3"))))
                .containsExactly(plain(ALICE, 2));
    }

    @Test
    @DisplayName("are not found by no id")
    void byNoId() {
        given(plain(ALICE, 1));

        assertThat(find(new EntryQuery.ByIds(ALICE, Set.of()))).isEmpty();
    }

    @Test
    @DisplayName("are found by some hundred posting ids at once")
    void byManyIds() {
        given(SampleEntry.chain(ALICE, 1, 400));
        Set<String> ids = new HashSet<>();
        for (int i = 1; i <= 400; i++) {
            ids.add("posting-" + i);
        }

        assertThat(find(new EntryQuery.ByIds(ALICE, ids))).hasSize(400).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("are not found by a posting id of another user")
    void byIdOfAnotherUser() {
        given(entry(BOB, 1).postingId("secret").build());

        assertThat(find(EntryQuery.ByIds.of(ALICE, "secret"))).isEmpty();
    }

    @Test
    @DisplayName("are not found by a posting id of the same user of another tenant")
    void byIdOfAnotherTenant() {
        given(entry(FOREIGN_ALICE, 1).postingId("secret").build());

        assertThat(find(EntryQuery.ByIds.of(ALICE, "secret"))).isEmpty();
    }

    @Test
    @DisplayName("are found by what they refer to, in order of their numbers")
    void byReference() {
        given(plain(ALICE, 1), plain(ALICE, 2), refund(3, 2), refund(4, 1), refund(5, 2), refund(6, 2));

        assertThat(find(new EntryQuery.ByReference(ALICE, Set.of(2L))))
                .extracting(Entry::seq)
                .containsExactly(3L, 5L, 6L);
    }

    @Test
    @DisplayName("are found by several numbers that they refer to, in one order")
    void byReferences() {
        given(
                plain(ALICE, 1),
                plain(ALICE, 2),
                plain(ALICE, 3),
                refund(4, 3),
                refund(5, 1),
                refund(6, 2),
                refund(7, 3));

        assertThat(find(new EntryQuery.ByReference(ALICE, Set.of(1L, 3L))))
                .extracting(Entry::seq)
                .containsExactly(4L, 5L, 7L);
    }

    @Test
    @DisplayName("are not found by a reference of another account")
    void byReferenceOfAnotherAccount() {
        given(plain(ALICE, 1), refund(2, 1));
        given(plain(FOREIGN_ALICE, 1));

        assertThat(find(new EntryQuery.ByReference(BOB, Set.of(1L)))).isEmpty();
        assertThat(find(new EntryQuery.ByReference(FOREIGN_ALICE, Set.of(1L)))).isEmpty();
    }

    @Test
    @DisplayName("are found by a reference as soon as another node has appended it")
    void byReferenceOfAnotherNode() {
        given(plain(ALICE, 1));
        otherNode().append(List.of(refund(2, 1)));

        assertThat(find(new EntryQuery.ByReference(ALICE, Set.of(1L))))
                .extracting(Entry::seq)
                .containsExactly(2L);
    }

    @Test
    @DisplayName("are read piece by piece, without gap or repeat")
    void pieceByPiece() {
        given(SampleEntry.chain(ALICE, 1, 23));

        assertThat(find(new EntryQuery.Chain(ALICE, 1, 10))).containsExactlyElementsOf(SampleEntry.chain(ALICE, 1, 10));
        assertThat(find(new EntryQuery.Chain(ALICE, 11, 10)))
                .containsExactlyElementsOf(SampleEntry.chain(ALICE, 11, 20));
        assertThat(find(new EntryQuery.Chain(ALICE, 21, 10)))
                .containsExactlyElementsOf(SampleEntry.chain(ALICE, 21, 23));
    }

    @Test
    @DisplayName("end where the chain ends")
    void behindTheEnd() {
        given(SampleEntry.chain(ALICE, 1, 3));

        assertThat(find(new EntryQuery.Chain(ALICE, 4, 10))).isEmpty();
        assertThat(find(new EntryQuery.Chain(BOB, 1, 10))).isEmpty();
    }

    private List<Entry> find(EntryQuery query) {
        return store().entries(query).entries();
    }

    private static Entry refund(long seq, long original) {
        return entry(ALICE, seq).kind(EntryKind.REFUND).refersTo(original).build();
    }
}
