package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryQuery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A batch is committed in its order, up to the first refused entry, and not further. */
abstract class AppendGroup extends ContractGroup {
    @Test
    @DisplayName("commits a batch of several accounts")
    void commitsABatch() {
        AppendResult result = append(plain(ALICE, 1), plain(ALICE, 2), plain(BOB, 1));

        assertThat(result).isEqualTo(AppendResult.all(3));
    }

    @Test
    @DisplayName("keeps what it committed, each account's entries in their order")
    void keepsWhatItCommitted() {
        append(plain(ALICE, 1), plain(ALICE, 2), plain(BOB, 1));

        assertThat(chain(ALICE)).containsExactly(plain(ALICE, 1), plain(ALICE, 2));
        assertThat(chain(BOB)).containsExactly(plain(BOB, 1));
    }

    @Test
    @DisplayName("takes an empty batch, which changes nothing")
    void takesAnEmptyBatch() {
        assertThat(store().append(List.of())).isEqualTo(AppendResult.all(0));
    }

    @Test
    @DisplayName("takes as many entries in one batch as the store says")
    void takesTheLargestBatch() {
        int most = store().traits().mostEntries();

        assertThat(store().append(SampleEntry.chain(ALICE, 1, most))).isEqualTo(AppendResult.all(most));
        assertThat(chain(ALICE)).hasSize(most);
    }

    @Test
    @DisplayName("takes a batch of many accounts")
    void takesManyAccounts() {
        int accounts = Math.min(500, store().traits().mostEntries());
        List<AccountId> users = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            users.add(new AccountId("tenant-" + i % 7, "user-" + i));
        }
        List<Entry> batch = EntryQuery.inOrder(users).stream()
                .map(account -> plain(account, 1))
                .toList();

        assertThat(store().append(batch)).isEqualTo(AppendResult.all(accounts));
        assertThat(store().heads(users)).hasSize(accounts);
    }

    @Test
    @DisplayName("says how many entries stand before the refused one")
    void saysHowManyStandBefore() {
        given(plain(BOB, 1));

        AppendResult result = append(plain(ALICE, 1), plain(ALICE, 2), plain(BOB, 1), plain(FOREIGN_ALICE, 1));

        assertThat(result.committed()).isEqualTo(contract().transactional() ? 0 : 2);
        assertThat(result.refusal()).isNotNull();
    }

    @Test
    @DisplayName("keeps what stands before a refused entry, or nothing at all where a batch is one transaction")
    void keepsThePrefix() {
        given(plain(BOB, 1));

        append(plain(ALICE, 1), plain(ALICE, 2), plain(BOB, 1), plain(FOREIGN_ALICE, 1));

        assertThat(chain(ALICE)).hasSize(contract().transactional() ? 0 : 2);
    }

    @Test
    @DisplayName("has nothing of another account behind a refused entry")
    void nothingBehindARefusal() {
        given(plain(BOB, 1));

        append(plain(ALICE, 1), plain(BOB, 1), plain(FOREIGN_ALICE, 1));

        assertThat(chain(FOREIGN_ALICE)).isEmpty();
    }

    @Test
    @DisplayName("has nothing of the same account behind a refused entry")
    void nothingBehindARefusalInTheChain() {
        given(plain(ALICE, 1), entry(ALICE, 2).postingId("mine").build());

        append(
                entry(ALICE, 2).postingId("theirs").build(),
                entry(ALICE, 3).postingId("next").build());

        assertThat(chain(ALICE)).extracting(Entry::postingId).containsExactly("posting-1", "mine");
    }

    @Test
    @DisplayName("changes nothing when a batch is sent again")
    void aRepeatChangesNothing() {
        Entry[] batch = {plain(ALICE, 1), plain(ALICE, 2), plain(BOB, 1)};
        given(batch);

        AppendResult again = append(batch);

        assertThat(again.committed()).isZero();
        assertThat(again.refusal()).isIn(AppendResult.Refusal.SEQ, AppendResult.Refusal.ID);
        assertThat(chain(ALICE)).hasSize(2);
        assertThat(chain(BOB)).hasSize(1);
    }

    @Test
    @DisplayName("goes on behind what another node appended")
    void goesOnBehindAnotherNode() {
        given(plain(ALICE, 1));

        assertThat(otherNode().append(List.of(plain(ALICE, 2)))).isEqualTo(AppendResult.all(1));
        assertThat(append(plain(ALICE, 3))).isEqualTo(AppendResult.all(1));
        assertThat(chain(ALICE)).hasSize(3);
    }
}
