package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.AppendResult.Refusal;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FaultyStoreTest {
    private static final AccountId ALICE = new AccountId("acme", "alice");
    private static final AccountId BOB = new AccountId("acme", "bob");

    private final InMemoryMeteringStore below = new InMemoryMeteringStore();

    @Test
    void without_rates_never_fails() {
        FaultyStore store = FaultyStore.around(below, 1).build();

        assertThat(store.append(SampleEntry.chain(ALICE, 1, 9))).isEqualTo(AppendResult.all(9));
        assertThat(store.heads(List.of(ALICE))).containsKey(ALICE);
        assertThat(store.counts().values()).containsOnly(0L);
    }

    @Test
    void a_rival_gets_in_before_an_entry_and_the_refusal_is_true() {
        below.append(SampleEntry.chain(ALICE, 1, 1));
        FaultyStore store = FaultyStore.around(below, 1).rate(Fault.RIVAL, 1).build();

        AppendResult result = store.append(SampleEntry.chain(ALICE, 2, 6));

        assertThat(result.refusal()).isEqualTo(Refusal.SEQ);
        List<Entry> chain = chain(ALICE);
        assertThat(chain).hasSize(1 + result.committed() + 1);
        assertThat(chain.get(chain.size() - 1).postingId()).startsWith("rival-");
        assertThat(chain.get(chain.size() - 1).stateAfter())
                .isEqualTo(chain.get(chain.size() - 2).stateAfter());
        assertThat(store.count(Fault.RIVAL)).isEqualTo(1);
    }

    @Test
    void a_rival_opens_an_account_alike() {
        FaultyStore store = FaultyStore.around(below, 1).rate(Fault.RIVAL, 1).build();

        AppendResult result = store.append(SampleEntry.chain(ALICE, 1, 1));

        assertThat(result).isEqualTo(AppendResult.refused(0, Refusal.ID));
        assertThat(chain(ALICE)).isEqualTo(SampleEntry.chain(ALICE, 1, 1));
    }

    @Test
    void a_part_is_committed_and_the_outcome_unknown() {
        FaultyStore store =
                FaultyStore.around(below, 3).rate(Fault.UNKNOWN_PART, 1).build();

        assertOutcome(store, Outcome.UNKNOWN);

        assertThat(chain(ALICE).size()).isBetween(1, 19);
    }

    @Test
    void all_is_committed_and_the_outcome_unknown() {
        FaultyStore store =
                FaultyStore.around(below, 1).rate(Fault.UNKNOWN_APPLIED, 1).build();

        assertOutcome(store, Outcome.UNKNOWN);

        assertThat(chain(ALICE)).hasSize(20);
    }

    @Test
    void nothing_is_committed_and_the_outcome_unknown() {
        FaultyStore store =
                FaultyStore.around(below, 1).rate(Fault.UNKNOWN_LOST, 1).build();

        assertOutcome(store, Outcome.UNKNOWN);
        store.deliverAll();

        assertThat(chain(ALICE)).isEmpty();
    }

    @Test
    void nothing_is_committed_and_the_outcome_known() {
        FaultyStore store =
                FaultyStore.around(below, 1).rate(Fault.NOT_APPLIED, 1).build();

        assertOutcome(store, Outcome.NOT_APPLIED);

        assertThat(chain(ALICE)).isEmpty();
    }

    @Test
    void a_late_batch_arrives_piece_by_piece_at_later_calls() {
        FaultyStore store =
                FaultyStore.around(below, 5).rate(Fault.UNKNOWN_LATE, 1).build();
        assertOutcome(store, Outcome.UNKNOWN);
        assertThat(chain(ALICE)).isEmpty();
        assertThat(store.pending()).isEqualTo(1);

        Set<Integer> sizes = new TreeSet<>();
        for (int i = 0; i < 500 && store.pending() > 0; i++) {
            store.heads(List.of(ALICE));
            sizes.add(chain(ALICE).size());
        }

        assertThat(chain(ALICE)).isEqualTo(SampleEntry.chain(ALICE, 1, 20));
        assertThat(sizes).hasSizeGreaterThan(2);
    }

    @Test
    void a_late_batch_stops_at_its_first_refusal() {
        FaultyStore store =
                FaultyStore.around(below, 1).rate(Fault.UNKNOWN_LATE, 1).build();
        List<Entry> batch = new ArrayList<>(SampleEntry.chain(ALICE, 1, 2));
        batch.addAll(SampleEntry.chain(BOB, 1, 2));
        assertThatThrownBy(() -> store.append(batch)).isInstanceOf(MeteringStoreException.class);
        below.append(SampleEntry.chain(ALICE, 1, 1));

        store.deliverAll();

        assertThat(chain(ALICE)).hasSize(1);
        assertThat(chain(BOB)).isEmpty();
        assertThat(store.pending()).isZero();
    }

    @Test
    void poison_is_rejected_with_its_whole_batch_and_its_neighbours_pass_without_it() {
        FaultyStore store =
                FaultyStore.around(below, 1).poison("posting-3"::equals).build();

        assertThatThrownBy(() -> store.append(SampleEntry.chain(ALICE, 1, 4)))
                .isInstanceOfSatisfying(
                        MeteringStoreException.class,
                        e -> assertThat(e.outcome()).isEqualTo(Outcome.REJECTED));

        assertThat(chain(ALICE)).isEmpty();
        assertThat(store.append(SampleEntry.chain(ALICE, 1, 2))).isEqualTo(AppendResult.all(2));
        assertThat(store.count(Fault.POISON)).isEqualTo(1);
    }

    @Test
    void every_read_can_fail() {
        FaultyStore store =
                FaultyStore.around(below, 1).rate(Fault.READ_FAILURE, 1).build();
        UsageQuery usage = UsageQuery.of(Scope.allTenants());

        assertThatThrownBy(() -> store.heads(List.of(ALICE))).isInstanceOf(MeteringStoreException.class);
        assertThatThrownBy(() -> chain(store, ALICE)).isInstanceOf(MeteringStoreException.class);
        assertThatThrownBy(() -> store.aggregate(usage)).isInstanceOf(MeteringStoreException.class);
        assertThatThrownBy(() -> store.log(usage)).isInstanceOf(MeteringStoreException.class);
        assertThat(store.count(Fault.READ_FAILURE)).isEqualTo(4);
    }

    @Test
    void the_same_seed_does_the_same() {
        assertThat(story(11)).isEqualTo(story(11)).isNotEqualTo(story(12));
    }

    @Test
    void a_healed_store_never_fails() {
        FaultyStore store = FaultyStore.around(below, 1).everything(1).build();
        store.heal();

        assertThat(store.append(SampleEntry.chain(ALICE, 1, 9))).isEqualTo(AppendResult.all(9));
    }

    @Test
    void a_rate_is_a_probability() {
        FaultyStore.Builder builder = FaultyStore.around(below, 1);

        assertThatThrownBy(() -> builder.rate(Fault.RIVAL, 1.5))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("rate of RIVAL is 1.5; allowed: 0 to 1, of any fault but POISON");
    }

    @Test
    void many_writers_on_a_bad_day_book_each_posting_once() {
        int writers = 4;
        int each = 50;
        FaultyStore store =
                FaultyStore.around(below, 20_261_124).everything(0.1).build();

        Racers.race(writers, number -> {
            for (int i = 0; i < each; i++) {
                book(store, number + "-" + i);
            }
            return number;
        });
        store.deliverAll();

        List<Entry> chain = chain(ALICE);
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < chain.size(); i++) {
            assertThat(chain.get(i).seq()).isEqualTo(i + 1L);
            assertThat(ids.add(chain.get(i).postingId())).isTrue();
        }
        ids.removeIf(id -> id.startsWith("rival-"));
        assertThat(ids).hasSize(writers * each);
        assertThat(store.counts())
                .allSatisfy((fault, count) -> assertThat(count > 0).isEqualTo(fault != Fault.POISON));
    }

    @Test
    void close_closes_the_store_below_and_drops_what_is_under_way() {
        FaultyStore store =
                FaultyStore.around(below, 1).rate(Fault.UNKNOWN_LATE, 1).build();
        assertOutcome(store, Outcome.UNKNOWN);

        store.close();

        assertThat(store.pending()).isZero();
        assertThat(store).hasToString("FaultyStore[{UNKNOWN_LATE=1}, 0 batches under way, " + below + "]");
        assertThatThrownBy(() -> below.heads(List.of(ALICE))).isInstanceOf(MeteringStoreException.class);
    }

    /** Books one posting as a ledger does: whatever happens, the id tells whether it is there. */
    private static void book(FaultyStore store, String id) {
        for (int attempt = 0; attempt < 100_000; attempt++) {
            try {
                if (!store.entries(EntryQuery.ByIds.of(ALICE, id)).entries().isEmpty()) {
                    return;
                }
                Entry head = store.heads(List.of(ALICE)).get(ALICE);
                long seq = head == null ? 1 : head.seq() + 1;
                store.append(List.of(SampleEntry.of(ALICE, seq).postingId(id).build()));
            } catch (MeteringStoreException e) {
                assertThat(e.outcome()).isNotEqualTo(Outcome.REJECTED);
            }
        }
        throw new AssertionError("never booked: " + id);
    }

    private static List<String> story(long seed) {
        FaultyStore store = FaultyStore.around(new InMemoryMeteringStore(), seed)
                .everything(0.2)
                .build();
        List<String> story = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            try {
                Entry head = store.heads(List.of(ALICE)).get(ALICE);
                long seq = head == null ? 1 : head.seq() + 1;
                story.add(store.append(SampleEntry.chain(ALICE, seq, seq + 2)).toString());
            } catch (MeteringStoreException e) {
                story.add(e.outcome().toString());
            }
        }
        return story;
    }

    private static void assertOutcome(FaultyStore store, Outcome outcome) {
        assertThatThrownBy(() -> store.append(SampleEntry.chain(ALICE, 1, 20)))
                .isInstanceOfSatisfying(
                        MeteringStoreException.class,
                        e -> assertThat(e.outcome()).isEqualTo(outcome));
    }

    private List<Entry> chain(AccountId account) {
        return chain(below, account);
    }

    private static List<Entry> chain(MeteringStore store, AccountId account) {
        return store.entries(new EntryQuery.Chain(account, 1, 10_000)).entries();
    }
}
