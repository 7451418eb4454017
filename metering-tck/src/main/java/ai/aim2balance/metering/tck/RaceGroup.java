package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.AppendResult.Refusal;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The two keys decide, whoever comes at the same time, on one node or on two. */
abstract class RaceGroup extends ContractGroup {
    private static final int RACERS = 4;
    private static final int ROUNDS = 15;

    @Test
    @DisplayName("for the same number have one winner each")
    void sameNumber() {
        for (int round = 1; round <= ROUNDS; round++) {
            long seq = round;
            List<AppendResult> results = Racers.race(
                    RACERS,
                    number -> node(number)
                            .append(List.of(entry(ALICE, seq)
                                    .postingId(seq + "-" + number)
                                    .build())));

            assertThat(results).as("round %d", round).containsOnlyOnce(AppendResult.all(1));
            assertThat(results)
                    .filteredOn(result -> result.committed() == 0)
                    .as("losers of round %d", round)
                    .extracting(AppendResult::refusal)
                    .containsOnly(Refusal.SEQ);
        }
        assertThat(chain(ALICE)).as("chain").hasSize(ROUNDS);
    }

    @Test
    @DisplayName("for the beginning of an account have one winner each")
    void sameBeginning() {
        for (int round = 1; round <= ROUNDS; round++) {
            AccountId account = new AccountId("acme", "user-" + round);
            List<AppendResult> results =
                    Racers.race(RACERS, number -> node(number).append(List.of(plain(account, 1), plain(account, 2))));

            assertThat(results).as("round %d", round).containsOnlyOnce(AppendResult.all(2));
            assertThat(chain(account)).as("chain of round %d", round).hasSize(2);
        }
    }

    @Test
    @DisplayName("for the same posting id have one winner each, whatever the numbers are")
    void samePostingId() {
        given(plain(ALICE, 1));
        for (int round = 1; round <= ROUNDS; round++) {
            String id = "shared-" + round;
            List<AppendResult> results = Racers.race(RACERS, number -> untilCommittedOrKnown(node(number), id));

            assertThat(results)
                    .as("round %d", round)
                    .filteredOn(result -> result.committed() == 1)
                    .hasSize(1);
            assertThat(store().entries(EntryQuery.ByIds.of(ALICE, id)).entries())
                    .as("entries of round %d", round)
                    .hasSize(1);
        }
    }

    @Test
    @DisplayName("of several writers on one account lose nothing and leave no gap")
    void noLostUpdate() {
        List<String> committed = appendAll(this, RACERS, 25);

        List<Entry> chain = chain(ALICE);
        assertThat(chain)
                .extracting(Entry::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, RACERS * 25L).boxed().toList());
        assertThat(chain).extracting(Entry::postingId).containsExactlyInAnyOrderElementsOf(committed);
    }

    @Test
    @DisplayName("of batches over the same accounts end, and leave as much of each as was said")
    void batchesOverSameAccounts() {
        List<AccountId> shared = List.of(ALICE, BOB, FOREIGN_ALICE);
        for (int round = 1; round <= ROUNDS; round++) {
            long seq = round;
            List<AppendResult> results = Racers.race(
                    RACERS,
                    number -> node(number)
                            .append(Stream.concat(
                                            shared.stream()
                                                    .map(account -> entry(account, seq)
                                                            .postingId(seq + "-" + number)
                                                            .build()),
                                            Stream.of(plain(own(seq, number), 1)))
                                    .toList()));

            for (int number = 0; number < RACERS; number++) {
                String id = seq + "-" + number;
                long has = shared.stream()
                                .filter(account -> !store().entries(EntryQuery.ByIds.of(account, id))
                                        .entries()
                                        .isEmpty())
                                .count()
                        + chain(own(seq, number)).size();
                assertThat(has)
                        .as("entries of racer %d in round %d", number, round)
                        .isEqualTo(results.get(number).committed());
            }
            // whoever was first nowhere leaves the accounts of the round to be filled up
            for (AccountId account : shared) {
                if (chain(account).size() < round) {
                    given(entry(account, seq).postingId(seq + "-rest").build());
                }
            }
        }
    }

    /** An account of a racer alone, behind the shared ones: the rest of a batch whose beginning is refused. */
    private static AccountId own(long round, int number) {
        return new AccountId("zulu", round + "-" + number);
    }

    /**
     * Several writers, each of which reads the head and appends behind it until it has appended so often; what another was
     * faster with is tried again.
     *
     * @return the posting ids that were acknowledged
     */
    static List<String> appendAll(ContractGroup group, int writers, int each) {
        List<List<String>> ids = Racers.race(writers, number -> {
            MeteringStore node = number % 2 == 0 ? group.store() : group.otherNode();
            List<String> committed = new ArrayList<>();
            int attempts = 0;
            while (committed.size() < each) {
                if (attempts++ > 1_000 * each) {
                    throw new AssertionError("a writer never gets its turn");
                }
                Entry head = node.heads(List.of(ALICE)).get(ALICE);
                String id = number + "-" + committed.size();
                Entry next = entry(ALICE, head == null ? 1 : head.seq() + 1)
                        .postingId(id)
                        .build();
                if (node.append(List.of(next)).committed() == 1) {
                    committed.add(id);
                }
            }
            return committed;
        });
        return ids.stream().flatMap(List::stream).toList();
    }

    private static AppendResult untilCommittedOrKnown(MeteringStore node, String id) {
        AppendResult result = AppendResult.refused(0, Refusal.SEQ);
        for (int i = 0; i < 1_000 && result.refusal() != null && result.refusal() != Refusal.ID; i++) {
            Entry head = node.heads(List.of(ALICE)).get(ALICE);
            if (head == null) {
                throw new AssertionError("the head is gone");
            }
            Racers.giveWay();
            result = node.append(
                    List.of(entry(ALICE, head.seq() + 1).postingId(id).build()));
        }
        return result;
    }

    private MeteringStore node(int number) {
        return number % 2 == 0 ? store() : otherNode();
    }
}
