package ai.aim2balance.metering.tck;

import static ai.aim2balance.metering.tck.Nodes.ANNA;
import static ai.aim2balance.metering.tck.Nodes.BERT;
import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.BatchItem;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.NotBookedException;
import ai.aim2balance.metering.ledger.Refund;
import ai.aim2balance.metering.ledger.Reservation;
import ai.aim2balance.metering.ledger.ReserveResult;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.SpendResult;
import ai.aim2balance.metering.ledger.UnrecordedSpend;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DoubtTest {
    private final MeteringStore store = new InMemoryMeteringStore();

    /** A store whose next appends do something else first. */
    private static final class Scripted extends OneLane {
        final Deque<Runnable> before = new ArrayDeque<>();

        Scripted(MeteringStore target) {
            super(target);
        }

        @Override
        public AppendResult append(List<Entry> entries) {
            Runnable next = before.poll();
            if (next != null) {
                next.run();
            }
            return super.append(entries);
        }

        void fails(Outcome outcome) {
            before.add(() -> {
                throw new MeteringStoreException(outcome, "as the test wants", null);
            });
        }
    }

    @Test
    @DisplayName("a release of unknown outcome says that the hold was settled, where another node settled it meanwhile")
    void releaseBehindASettlement() {
        Metering other = Nodes.on(store, Clock.systemUTC()).build();
        Scripted scripted = new Scripted(store);
        Metering metering = Nodes.on(scripted, Clock.systemUTC()).build();
        metering.reserve(Nodes.hold("h", "1"));
        scripted.before.add(() -> {
            other.settle("h", Nodes.spend(ANNA, "s"));
            throw new MeteringStoreException(Outcome.UNKNOWN, "as the test wants", null);
        });

        assertThat(metering.release(ANNA, "h")).isEqualTo(Reservation.Status.SETTLED);
    }

    @Test
    @DisplayName("a repeated reservation of unknown outcome says what the hold is now")
    void reservationThatEndedLongAgo() {
        Metering other = Nodes.on(store, Clock.systemUTC()).build();
        other.reserve(Nodes.hold("h", "1"));
        other.release(ANNA, "h");
        Scripted scripted = new Scripted(store);
        Metering metering = Nodes.on(scripted, Clock.systemUTC()).build();
        scripted.fails(Outcome.UNKNOWN);

        assertThat(metering.reserve(Nodes.hold("h", "1")))
                .isInstanceOfSatisfying(
                        ReserveResult.Reserved.class,
                        reserved -> assertThat(reserved.reservation().status()).isEqualTo(Reservation.Status.RELEASED));
    }

    @Test
    @DisplayName("an attempt of unknown outcome stays unknown when the next one is rejected")
    void rejectedBehindUnknown() {
        Scripted scripted = new Scripted(store);
        List<UnrecordedSpend> unrecorded = new ArrayList<>();
        Metering metering = Nodes.on(scripted, Clock.systemUTC())
                .unrecorded(unrecorded::add)
                .build();
        scripted.fails(Outcome.UNKNOWN);
        scripted.fails(Outcome.REJECTED);

        metering.spendTokens(Nodes.spend(ANNA, "s"));

        assertThat(unrecorded)
                .extracting(UnrecordedSpend::reason)
                .containsExactly(NotBookedException.Reason.OUTCOME_UNKNOWN);
    }

    @Test
    @DisplayName("an id that another node booked costs no neighbour its booking in a store that commits all or nothing")
    void repeatInATransaction() {
        MeteringStore allOrNothing = new AllOrNothing(store);
        Metering other = Nodes.on(allOrNothing, Clock.systemUTC()).build();
        Metering metering = Nodes.on(allOrNothing, Clock.systemUTC()).build();
        other.spendTokens(Nodes.spend(BERT, "again"));

        List<BatchItem> items = metering.spendAll(List.of(Nodes.spend(ANNA, "new"), Nodes.spend(BERT, "again")));

        assertThat(items).extracting(BatchItem::error).containsOnlyNulls();
        assertThat(items.get(0).result()).isInstanceOf(SpendResult.Applied.class);
        assertThat(items.get(1).result()).isInstanceOf(SpendResult.AlreadyApplied.class);
    }

    @Test
    @DisplayName("one entry that the store cannot keep costs none of its neighbours their booking")
    void neighboursOfPoison() {
        FaultyStore faulty =
                FaultyStore.around(new OneLane(store), 1).poison("p7"::equals).build();
        Metering metering = Nodes.on(faulty, Clock.systemUTC()).build();
        List<Spend> spends = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            spends.add(Nodes.spend(i % 2 == 0 ? BERT : ANNA, "p" + i));
        }

        List<BatchItem> items = metering.spendAll(spends);

        assertThat(items)
                .filteredOn(item -> !(item.result() instanceof SpendResult.Applied))
                .extracting(BatchItem::index)
                .containsExactly(7);
    }

    @Test
    @DisplayName("a future is completed although the executor takes nothing")
    void fullExecutor() {
        Metering metering = Nodes.on(store, Clock.systemUTC())
                .executor(task -> {
                    throw new RejectedExecutionException("full");
                })
                .build();

        assertThat(metering.spendTokensAsync(Nodes.spend(ANNA, "s")).join()).isInstanceOf(SpendResult.Applied.class);
    }

    @Test
    @DisplayName("the longest id that a call can have leaves room for all that is booked about the call")
    void longestIds() {
        Metering metering = Nodes.on(store, Clock.systemUTC()).build();
        LedgerNode node = new LedgerNode(metering);
        int account = ANNA.tenant().length() + ANNA.user().length();
        for (int bytes = 1_950; bytes < AccountId.MOST_BYTES; bytes++) {
            String id = "r".repeat(bytes - account - "openai/chat/#0".length());
            node.answer(new Call(Call.Kind.DERIVED, ANNA, id, null, 1, 1));
            node.answer(new Call(Call.Kind.DERIVED, ANNA, id, null, 2, 1));
            long newest = metering.balance(ANNA).version();
            String beside = metering.operator().entries(ANNA, newest, 1).get(0).postingId();

            Entry refund = Objects.requireNonNull(
                    metering.refund(Refund.full(ANNA, beside)).booked());

            assertThat(refund.postingId().length() + account).isLessThanOrEqualTo(AccountId.MOST_BYTES);
        }
    }
}
