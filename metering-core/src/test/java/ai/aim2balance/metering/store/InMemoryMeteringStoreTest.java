package ai.aim2balance.metering.store;

import static ai.aim2balance.metering.store.PlainEntries.ALICE;
import static ai.aim2balance.metering.store.PlainEntries.BOB;
import static ai.aim2balance.metering.store.PlainEntries.NOON;
import static ai.aim2balance.metering.store.PlainEntries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.store.AppendResult.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What only this store promises; everything else is in the contract tests of {@code metering-tck}. */
class InMemoryMeteringStoreTest {
    private final InMemoryMeteringStore store = new InMemoryMeteringStore();

    @Test
    void says_that_everything_is_lost() {
        assertThat(store.traits().durable()).isFalse();
        assertThat(store.traits().description()).contains("lost when the process ends");
    }

    @Test
    void says_how_much_it_holds() {
        store.append(List.of(entry(ALICE, 1), entry(ALICE, 2), entry(BOB, 1)));

        assertThat(store).hasToString("InMemoryMeteringStore[2 accounts, 3 entries]");
    }

    @Test
    void refuses_for_the_id_what_breaks_both_keys() {
        store.append(List.of(entry(ALICE, 1)));

        assertThat(store.append(List.of(entry(ALICE, 1)))).isEqualTo(AppendResult.refused(0, Refusal.ID));
    }

    @Test
    void refuses_an_account_that_begins_with_another_number_than_1() {
        assertThat(store.append(List.of(entry(ALICE, 2)))).isEqualTo(AppendResult.refused(0, Refusal.PREDECESSOR));
        assertThat(store).hasToString("InMemoryMeteringStore[0 accounts, 0 entries]");
    }

    @Test
    void refuses_a_batch_that_is_not_sorted_by_account() {
        assertThatThrownBy(() -> store.append(List.of(entry(BOB, 1), entry(ALICE, 1))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("entries[1].account is AccountId[tenant=acme, user=alice]; allowed: an account not before"
                        + " that of the entry before, AccountId[tenant=acme, user=bob]");
        assertThat(store.heads(List.of(ALICE, BOB))).isEmpty();
    }

    @Test
    void refuses_a_batch_whose_numbers_are_not_consecutive() {
        assertThatThrownBy(() -> store.append(List.of(entry(ALICE, 1), entry(ALICE, 3))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("entries[1].seq is 3; allowed: the number behind that of the entry before, 2");
    }

    @Test
    void refuses_a_batch_that_is_larger_than_it_says() {
        List<Entry> batch = LongStream.rangeClosed(1, 1_001)
                .mapToObj(seq -> entry(ALICE, seq))
                .toList();

        assertThatThrownBy(() -> store.append(batch))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("entries is 1001 entries; allowed: at most 1000 in a batch");
    }

    @Test
    void refuses_a_cursor_that_is_none_of_its_own() {
        store.append(List.of(entry(ALICE, 1)));

        for (String cursor : List.of("x", "-1", "2", "99999999999999999999")) {
            assertThatThrownBy(() -> store.entries(new EntryQuery.Arrival(cursor, 10)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("cursor is " + cursor + "; allowed: 0 to 1, as this store gave it");
        }
    }

    @Test
    void keeps_the_order_of_arrival_over_many_pieces() {
        int batches = 9;
        for (int batch = 0; batch < batches; batch++) {
            store.append(LongStream.rangeClosed(batch * 1_000L + 1, (batch + 1) * 1_000L)
                    .mapToObj(seq -> entry(ALICE, seq))
                    .toList());
        }

        EntryPage page = store.entries(new EntryQuery.Arrival("4090", 10));
        assertThat(page.entries())
                .extracting(Entry::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(4_091, 4_100).boxed().toList());
        assertThat(page.cursor()).isEqualTo("4100");
    }

    @Test
    void finds_what_is_due_and_what_refers_to_an_entry() {
        store.append(List.of(entry(ALICE, 1), entry(ALICE, 2, "hold", NOON)));

        assertThat(store.entries(new EntryQuery.Due(null, Set.of(EntryKind.ADJUSTMENT), Instant.EPOCH, NOON, null, 10))
                        .entries())
                .extracting(Entry::postingId)
                .containsExactly("hold");
        assertThat(store.entries(new EntryQuery.ByReference(ALICE, Set.of(1L))).entries())
                .extracting(Entry::postingId)
                .containsExactly("hold");
    }

    @Test
    void an_append_inside_exclusively_does_not_wait_for_itself_and_unlocks() {
        String seen = store.exclusively(List.of(ALICE), locked -> {
            assertThat(locked.heads()).isEmpty();
            locked.append(List.of(entry(ALICE, 1)));
            return CompletableFuture.supplyAsync(() -> store.exclusively(
                            List.of(ALICE), other -> other.heads().get(ALICE).postingId()))
                    .join();
        });

        assertThat(seen).isEqualTo("p1");
    }

    @Test
    void a_plain_append_inside_exclusively_does_not_wait_for_itself() {
        AppendResult result = store.exclusively(List.of(ALICE), locked -> store.append(List.of(entry(ALICE, 1))));

        assertThat(result).isEqualTo(AppendResult.all(1));
    }

    @Test
    void a_writer_goes_on_when_the_one_inside_is_stuck() {
        AppendResult result = store.exclusively(
                List.of(ALICE),
                locked -> CompletableFuture.supplyAsync(() -> store.append(List.of(entry(ALICE, 1))))
                        .join());

        assertThat(result).isEqualTo(AppendResult.all(1));
    }

    @Test
    void readers_wait_for_no_writer() {
        store.append(List.of(entry(ALICE, 1)));

        assertThat(store.<List<Entry>>exclusively(
                        List.of(ALICE),
                        locked -> CompletableFuture.supplyAsync(() -> store.entries(new EntryQuery.Chain(ALICE, 1, 5))
                                        .entries())
                                .join()))
                .hasSize(1);
    }

    @Test
    void a_closed_store_says_that_nothing_was_applied() {
        store.close();
        store.close();

        assertThatThrownBy(() -> store.append(List.of(entry(ALICE, 1))))
                .isInstanceOfSatisfying(
                        MeteringStoreException.class,
                        e -> assertThat(e.outcome()).isEqualTo(MeteringStoreException.Outcome.NOT_APPLIED))
                .hasMessage("the in-memory store is closed");
        assertThatThrownBy(() -> store.log(UsageQuery.of(Scope.allTenants())))
                .isInstanceOf(MeteringStoreException.class);
    }
}
