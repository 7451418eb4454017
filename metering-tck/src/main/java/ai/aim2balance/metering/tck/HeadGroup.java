package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.EntryQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The newest entry of each account, whoever appended it. */
abstract class HeadGroup extends ContractGroup {
    @Test
    @DisplayName("of no account are none")
    void ofNoAccount() {
        given(plain(ALICE, 1));

        assertThat(store().heads(List.of())).isEmpty();
    }

    @Test
    @DisplayName("lack an account without an entry")
    void ofAnUnknownAccount() {
        given(plain(ALICE, 1));

        assertThat(store().heads(List.of(ALICE, BOB))).containsOnlyKeys(ALICE);
    }

    @Test
    @DisplayName("are the entries with the highest numbers")
    void theNewest() {
        given(SampleEntry.chain(ALICE, 1, 12));
        given(SampleEntry.chain(BOB, 1, 3));

        assertThat(store().heads(List.of(ALICE, BOB))).isEqualTo(Map.of(ALICE, plain(ALICE, 12), BOB, plain(BOB, 3)));
    }

    @Test
    @DisplayName("are the highest numbers, not the latest times")
    void byNumberNotByTime() {
        given(
                plain(ALICE, 1),
                entry(ALICE, 2).at(SampleEntry.START.minusSeconds(60)).build());

        assertThat(store().heads(List.of(ALICE)).get(ALICE))
                .extracting(Entry::seq)
                .isEqualTo(2L);
    }

    @Test
    @DisplayName("are given once for an account that is asked for twice")
    void askedTwice() {
        given(plain(ALICE, 1));

        assertThat(store().heads(List.of(ALICE, ALICE))).containsOnlyKeys(ALICE);
    }

    @Test
    @DisplayName("are not those of a user of the same name of another tenant")
    void ofTheTenantAlone() {
        given(plain(FOREIGN_ALICE, 1));

        assertThat(store().heads(List.of(ALICE))).isEmpty();
    }

    @Test
    @DisplayName("stay as they were when an append is refused")
    void afterARefusal() {
        given(plain(ALICE, 1), plain(ALICE, 2));
        append(entry(ALICE, 2).postingId("other").build());

        assertThat(store().heads(List.of(ALICE))).containsEntry(ALICE, plain(ALICE, 2));
    }

    @Test
    @DisplayName("of some hundred accounts are all there")
    void ofManyAccounts() {
        List<AccountId> accounts = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            accounts.add(new AccountId("acme", "user-" + i));
        }
        given(EntryQuery.inOrder(accounts).stream()
                .map(account -> plain(account, 1))
                .toList());

        assertThat(store().heads(accounts))
                .hasSize(400)
                .allSatisfy((account, head) -> assertThat(head.account()).isEqualTo(account));
    }

    @Test
    @DisplayName("are what another node has just appended, each time")
    void ofAnotherNode() {
        for (long seq = 1; seq <= 20; seq += 2) {
            otherNode().append(List.of(plain(ALICE, seq)));
            assertThat(store().heads(List.of(ALICE))).as("this node's answer").containsEntry(ALICE, plain(ALICE, seq));
            append(plain(ALICE, seq + 1));
            assertThat(otherNode().heads(List.of(ALICE)))
                    .as("the other node's answer")
                    .containsEntry(ALICE, plain(ALICE, seq + 1));
        }
    }
}
