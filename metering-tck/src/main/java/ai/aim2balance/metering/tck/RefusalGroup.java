package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.AppendResult.Refusal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which entries are refused, and by which word. */
abstract class RefusalGroup extends ContractGroup {
    @Test
    @DisplayName("a number that the account has, as SEQ")
    void aNumber() {
        given(plain(ALICE, 1), plain(ALICE, 2));

        AppendResult result = append(entry(ALICE, 2).postingId("other").build());

        assertRefused(result, 0, Refusal.SEQ, ALICE);
    }

    @Test
    @DisplayName("a number that the account had long ago")
    void anOldNumber() {
        given(SampleEntry.chain(ALICE, 1, 20));

        AppendResult result = append(entry(ALICE, 3).postingId("other").build());

        assertRefused(result, 0, Refusal.SEQ, ALICE);
    }

    @Test
    @DisplayName("a number, and leaves the entry that has it as it was")
    void aNumberIsNotOverwritten() {
        given(plain(ALICE, 1), plain(ALICE, 2));

        append(entry(ALICE, 2).postingId("other").fingerprint("other").build());

        assertThat(chain(ALICE)).containsExactly(plain(ALICE, 1), plain(ALICE, 2));
    }

    @Test
    @DisplayName("a posting id that the account has, as ID")
    void anId() {
        given(plain(ALICE, 1), plain(ALICE, 2));

        AppendResult result = append(entry(ALICE, 3).postingId("posting-2").build());

        assertRefused(result, 0, Refusal.ID, ALICE);
    }

    @Test
    @DisplayName("a posting id that the account had long ago")
    void anOldId() {
        given(SampleEntry.chain(ALICE, 1, 20));

        AppendResult result = append(entry(ALICE, 21).postingId("posting-1").build());

        assertRefused(result, 0, Refusal.ID, ALICE);
    }

    @Test
    @DisplayName("a posting id, and leaves the entry that has it as it was")
    void anIdIsNotOverwritten() {
        given(plain(ALICE, 1), plain(ALICE, 2));

        append(entry(ALICE, 3).postingId("posting-2").fingerprint("other").build());

        assertThat(chain(ALICE)).containsExactly(plain(ALICE, 1), plain(ALICE, 2));
    }

    @Test
    @DisplayName("the second of two equal posting ids in one batch")
    void anIdTwiceInABatch() {
        AppendResult result = append(
                plain(ALICE, 1),
                entry(ALICE, 2).postingId("same").build(),
                entry(ALICE, 3).postingId("same").build());

        assertRefused(result, contract().transactional() ? 0 : 2, Refusal.ID, ALICE);
    }

    @Test
    @DisplayName("an entry that breaks both keys, by either word")
    void bothKeys() {
        given(plain(ALICE, 1), plain(ALICE, 2));

        AppendResult result = append(plain(ALICE, 2));

        assertThat(result.committed()).isZero();
        assertThat(result.refusal()).isIn(Refusal.SEQ, Refusal.ID);
    }

    @Test
    @DisplayName("an entry whose predecessor is missing, as PREDECESSOR")
    void aGap() {
        assumeTrue(contract().checksPredecessor(), "the store cannot check it in one round trip");
        given(plain(ALICE, 1));

        AppendResult result = append(plain(ALICE, 3));

        assertRefused(result, 0, Refusal.PREDECESSOR, ALICE);
        assertThat(chain(ALICE)).hasSize(1);
    }

    @Test
    @DisplayName("an account that does not begin with the number 1")
    void aBeginningWithoutOpening() {
        assumeTrue(contract().checksPredecessor(), "the store cannot check it in one round trip");
        given(plain(ALICE, 1));

        assertRefused(append(plain(BOB, 2)), 0, Refusal.PREDECESSOR, BOB);
    }

    @Test
    @DisplayName("a missing predecessor in another account than the first of the batch")
    void aGapLaterInTheBatch() {
        assumeTrue(contract().checksPredecessor(), "the store cannot check it in one round trip");
        given(plain(BOB, 1));

        AppendResult result = append(plain(ALICE, 1), plain(BOB, 3), plain(BOB, 4));

        assertRefused(result, contract().transactional() ? 0 : 1, Refusal.PREDECESSOR, BOB);
        assertThat(chain(BOB)).hasSize(1);
    }

    @Test
    @DisplayName("an entry, and takes its posting id under another number later")
    void aRefusedIdIsFree() {
        given(plain(ALICE, 1), plain(ALICE, 2));
        append(entry(ALICE, 2).postingId("mine").build());

        assertThat(append(entry(ALICE, 3).postingId("mine").build())).isEqualTo(AppendResult.all(1));
    }

    @Test
    @DisplayName("an entry behind another's, and takes the rest of the batch when it is renumbered")
    void renumbered() {
        given(plain(ALICE, 1));
        otherNode().append(List.of(entry(ALICE, 2).postingId("theirs").build()));
        append(
                entry(ALICE, 2).postingId("a").build(),
                entry(ALICE, 3).postingId("b").build());

        append(
                entry(ALICE, 3).postingId("a").build(),
                entry(ALICE, 4).postingId("b").build());

        assertThat(chain(ALICE)).extracting(Entry::postingId).containsExactly("posting-1", "theirs", "a", "b");
    }

    @Test
    @DisplayName("an entry of an account in the middle of a batch, and names no other account")
    void inTheMiddle() {
        given(plain(ALICE, 1), plain(BOB, 1), plain(BOB, 2));

        AppendResult result =
                append(plain(ALICE, 2), entry(BOB, 3).postingId("posting-1").build(), plain(FOREIGN_ALICE, 1));

        assertRefused(result, contract().transactional() ? 0 : 1, Refusal.ID, BOB);
    }

    /** Whether a store can name the account is its own affair; a wrong name is not. */
    private static void assertRefused(AppendResult result, int committed, Refusal refusal, AccountId account) {
        assertThat(result.committed()).isEqualTo(committed);
        assertThat(result.refusal()).isEqualTo(refusal);
        assertThat(result.account()).isIn(account, null);
    }
}
