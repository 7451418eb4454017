package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.EntryQuery.DuePosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ends of holds and refills, for one account or for a sweep over all tenants. */
abstract class DueGroup extends ContractGroup {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.000001Z");

    @Test
    @DisplayName("is what has a due time, and nothing else")
    void onlyWithADueTime() {
        given(plain(ALICE, 1), hold(ALICE, 2, NOON), plain(ALICE, 3));

        assertThat(seqs(due(null, Instant.EPOCH, NOON.plusSeconds(60)))).containsExactly(2L);
    }

    @Test
    @DisplayName("includes both ends of the time")
    void bothEndsIncluded() {
        given(
                plain(ALICE, 1),
                hold(ALICE, 2, NOON.minusNanos(1_000)),
                hold(ALICE, 3, NOON),
                hold(ALICE, 4, NOON.plusSeconds(1)),
                hold(ALICE, 5, NOON.plusSeconds(2)),
                hold(ALICE, 6, NOON.plusSeconds(2).plusNanos(1_000)));

        assertThat(seqs(due(null, NOON, NOON.plusSeconds(2)))).containsExactly(3L, 4L, 5L);
        assertThat(seqs(due(ALICE, NOON, NOON.plusSeconds(2)))).containsExactly(3L, 4L, 5L);
    }

    @Test
    @DisplayName("is of the kinds that were asked for")
    void ofSomeKinds() {
        given(
                plain(ALICE, 1),
                hold(ALICE, 2, NOON),
                entry(ALICE, 3).kind(EntryKind.REFILL).dueAt(NOON).build(),
                entry(ALICE, 4).kind(EntryKind.SETTINGS).dueAt(NOON).build());

        List<Entry> found = store().entries(
                        new EntryQuery.Due(null, Set.of(EntryKind.REFILL, EntryKind.SETTINGS), NOON, NOON, null, 10))
                .entries();

        assertThat(seqs(found)).containsExactly(3L, 4L);
    }

    @Test
    @DisplayName("of an account is not that of another one")
    void ofOneAccount() {
        given(plain(ALICE, 1), hold(ALICE, 2, NOON));
        given(plain(BOB, 1), hold(BOB, 2, NOON));
        given(plain(FOREIGN_ALICE, 1), hold(FOREIGN_ALICE, 2, NOON));

        assertThat(due(ALICE, NOON, NOON)).extracting(Entry::account).containsExactly(ALICE);
    }

    @Test
    @DisplayName("of all accounts is that of all tenants, by time, then account, then number")
    void ofAllTenants() {
        given(plain(ALICE, 1), hold(ALICE, 2, NOON.plusSeconds(1)), hold(ALICE, 3, NOON));
        given(plain(BOB, 1), hold(BOB, 2, NOON), hold(BOB, 3, NOON));
        given(plain(FOREIGN_ALICE, 1), hold(FOREIGN_ALICE, 2, NOON.minusSeconds(1)));

        assertThat(due(null, Instant.EPOCH, NOON.plusSeconds(1)))
                .extracting(entry ->
                        entry.account().user() + " of " + entry.account().tenant() + " " + entry.seq())
                .containsExactly(
                        "alice of globex 2", "alice of acme 3", "bob of acme 2", "bob of acme 3", "alice of acme 2");
    }

    @Test
    @DisplayName("is ordered by the UTF-8 bytes of the accounts, not by language and not by UTF-16")
    void orderOfAccounts() {
        List<AccountId> accounts = List.of(
                new AccountId("B", "b"),
                new AccountId("a", "B"),
                new AccountId("a", "a"),
                new AccountId("a", "\u00e4"),
                new AccountId("a", "\uff5e"),
                new AccountId("a", "\ud83d\ude00"),
                new AccountId("a ", "a"));
        accounts.forEach(account -> given(plain(account, 1), hold(account, 2, NOON)));

        assertThat(due(null, NOON, NOON))
                .extracting(Entry::account)
                .containsExactlyElementsOf(EntryQuery.inOrder(accounts));
    }

    @Test
    @DisplayName("is read in pages without gap or repeat, also where many are due at once")
    void inPages() {
        List<AccountId> accounts = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            AccountId account = new AccountId("tenant-" + i % 2, "user-" + i);
            accounts.add(account);
            given(plain(account, 1), hold(account, 2, NOON), hold(account, 3, NOON.plusSeconds(i % 3)));
        }

        List<Entry> all = new ArrayList<>();
        @Nullable DuePosition after = null;
        List<Entry> page;
        do {
            page = store().entries(
                            new EntryQuery.Due(null, Set.of(EntryKind.HOLD), NOON, NOON.plusSeconds(9), after, 4))
                    .entries();
            all.addAll(page);
            after = page.isEmpty() ? after : position(page.get(page.size() - 1));
        } while (!page.isEmpty() && all.size() <= 100);

        assertThat(all).hasSize(2 * accounts.size()).doesNotHaveDuplicates();
        assertThat(all).isSortedAccordingTo((a, b) -> position(a).compareTo(position(b)));
    }

    @Test
    @DisplayName("of an account is read in pages too")
    void ofAnAccountInPages() {
        given(plain(ALICE, 1), hold(ALICE, 2, NOON), hold(ALICE, 3, NOON), hold(ALICE, 4, NOON.plusSeconds(1)));
        DuePosition after = new DuePosition(NOON, ALICE, 2);

        List<Entry> page = store().entries(
                        new EntryQuery.Due(ALICE, Set.of(EntryKind.HOLD), NOON, NOON.plusSeconds(1), after, 10))
                .entries();

        assertThat(seqs(page)).containsExactly(3L, 4L);
    }

    private List<Entry> due(@Nullable AccountId account, Instant from, Instant to) {
        return store().entries(new EntryQuery.Due(account, Set.of(EntryKind.HOLD), from, to, null, 1_000))
                .entries();
    }

    private static List<Long> seqs(List<Entry> entries) {
        return entries.stream().map(Entry::seq).toList();
    }

    private static DuePosition position(Entry entry) {
        return new DuePosition(Objects.requireNonNull(entry.dueAt()), entry.account(), entry.seq());
    }

    private static Entry hold(AccountId account, long seq, Instant dueAt) {
        return entry(account, seq)
                .kind(EntryKind.HOLD)
                .deltas(0, 5)
                .dueAt(dueAt)
                .build();
    }
}
