package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.LogPosition;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Listed entries: in one order, in pages that fit together, of nobody else. */
abstract class LogGroup extends ContractGroup {
    private static final UsageQuery ALL = UsageQuery.of(Scope.allTenants()).portion(null, 0, 1_000);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    @DisplayName("has entries with usage, and no other")
    void onlyUsage() {
        given(plain(ALICE, 1), spend(ALICE, 2, NOON), plain(ALICE, 3));

        assertThat(store().log(ALL)).containsExactly(spend(ALICE, 2, NOON));
    }

    @Test
    @DisplayName("has the newest first")
    void newestFirst() {
        given(plain(ALICE, 1), spend(ALICE, 2, NOON), spend(ALICE, 3, NOON.plusNanos(1_000)));

        assertThat(store().log(ALL)).extracting(Entry::seq).containsExactly(3L, 2L);
    }

    @Test
    @DisplayName("has the oldest first where that is asked for")
    void oldestFirst() {
        given(plain(ALICE, 1), spend(ALICE, 2, NOON), spend(ALICE, 3, NOON.plusNanos(1_000)));

        assertThat(store().log(ALL.newestFirst(false))).extracting(Entry::seq).containsExactly(2L, 3L);
    }

    @Test
    @DisplayName("goes by when it happened, not by number or booking")
    void byOccurrence() {
        given(
                plain(ALICE, 1),
                spend(ALICE, 2, NOON.plusSeconds(5)),
                SampleEntry.spend(ALICE, 3, SampleUsage.call().build())
                        .at(NOON)
                        .recordedAt(NOON.plusSeconds(9))
                        .build());

        assertThat(store().log(ALL.newestFirst(false))).extracting(Entry::seq).containsExactly(3L, 2L);
    }

    @Test
    @DisplayName("goes by account, then number, where times are equal, in both directions")
    void ties() {
        given(plain(ALICE, 1), spend(ALICE, 2, NOON), spend(ALICE, 3, NOON));
        given(plain(BOB, 1), spend(BOB, 2, NOON));
        given(plain(FOREIGN_ALICE, 1), spend(FOREIGN_ALICE, 2, NOON));
        List<Entry> expected = new ArrayList<>(List.of(
                spend(ALICE, 2, NOON), spend(ALICE, 3, NOON), spend(BOB, 2, NOON), spend(FOREIGN_ALICE, 2, NOON)));

        assertThat(store().log(ALL.newestFirst(false))).isEqualTo(expected);
        Collections.reverse(expected);
        assertThat(store().log(ALL)).isEqualTo(expected);
    }

    @Test
    @DisplayName("goes by the UTF-8 bytes of accounts where times are equal")
    void orderOfAccounts() {
        List<AccountId> accounts = List.of(
                new AccountId("Z", "a"),
                new AccountId("a", "Z"),
                new AccountId("a", "a"),
                new AccountId("a", "a "),
                new AccountId("a", "\u00e4"),
                new AccountId("a", "\uff5e"),
                new AccountId("a", "\ud83d\ude00"),
                new AccountId("a ", "a"));
        accounts.forEach(account -> given(plain(account, 1), spend(account, 2, NOON)));

        assertThat(store().log(ALL.newestFirst(false)))
                .extracting(Entry::account)
                .containsExactlyElementsOf(new TreeSet<>(accounts));
    }

    @Test
    @DisplayName("has at most as many entries as were asked for")
    void limit() {
        givenTies();

        assertThat(store().log(ALL.portion(null, 0, 3)))
                .isEqualTo(store().log(ALL).subList(0, 3));
    }

    @Test
    @DisplayName("passes over as many entries as were asked for")
    void offset() {
        givenTies();
        List<Entry> all = store().log(ALL);

        assertThat(store().log(ALL.portion(null, 4, 3))).isEqualTo(all.subList(4, 7));
        assertThat(store().log(ALL.portion(null, all.size(), 3))).isEmpty();
    }

    @Test
    @DisplayName("is read in pages without gap or repeat, newest first, also where times are equal")
    void pagesNewestFirst() {
        givenTies();

        assertThat(pages(ALL)).hasSize(12).isEqualTo(store().log(ALL));
    }

    @Test
    @DisplayName("is read in pages without gap or repeat, oldest first, also where times are equal")
    void pagesOldestFirst() {
        givenTies();
        UsageQuery query = ALL.newestFirst(false);

        assertThat(pages(query)).hasSize(12).isEqualTo(store().log(query));
    }

    @Test
    @DisplayName("passes over entries behind a place")
    void placeAndOffset() {
        givenTies();
        List<Entry> all = store().log(ALL);

        assertThat(store().log(ALL.portion(LogPosition.of(all.get(2)), 3, 2))).isEqualTo(all.subList(6, 8));
    }

    @Test
    @DisplayName("goes on behind a place that is no entry")
    void placeWithoutEntry() {
        given(plain(ALICE, 1), spend(ALICE, 2, NOON), spend(ALICE, 3, NOON.plusSeconds(2)));
        LogPosition between = new LogPosition(NOON.plusSeconds(1), BOB, 7);

        assertThat(store().log(ALL.portion(between, 0, 10)))
                .extracting(Entry::seq)
                .containsExactly(2L);
        assertThat(store().log(ALL.newestFirst(false).portion(between, 0, 10)))
                .extracting(Entry::seq)
                .containsExactly(3L);
    }

    @Test
    @DisplayName("does not shift as of an instant while entries are added")
    void asOf() {
        given(plain(ALICE, 1), spend(ALICE, 2, NOON), spend(ALICE, 3, NOON.plusSeconds(1)));
        UsageQuery pinned = ALL.asOf(NOON.plusSeconds(1));
        List<Entry> before = store().log(pinned);
        given(SampleEntry.spend(ALICE, 4, SampleUsage.call().build())
                .at(NOON)
                .recordedAt(NOON.plusSeconds(2))
                .build());

        assertThat(store().log(pinned)).hasSize(2).isEqualTo(before);
    }

    @Test
    @DisplayName("has what happened in a time, its end excluded")
    void range() {
        given(
                plain(ALICE, 1),
                spend(ALICE, 2, NOON.minusNanos(1_000)),
                spend(ALICE, 3, NOON),
                spend(ALICE, 4, NOON.plusSeconds(1)));

        assertThat(store().log(ALL.between(NOON, NOON.plusSeconds(1))))
                .extracting(Entry::seq)
                .containsExactly(3L);
    }

    @Test
    @DisplayName("of a tenant has nothing of another tenant")
    void ofOneTenant() {
        given(plain(ALICE, 1), spend(ALICE, 2, NOON));
        given(plain(BOB, 1), spend(BOB, 2, NOON));
        given(plain(FOREIGN_ALICE, 1), spend(FOREIGN_ALICE, 2, NOON));

        assertThat(store().log(UsageQuery.of(Scope.tenant("globex"))))
                .extracting(Entry::account)
                .containsExactly(FOREIGN_ALICE);
        assertThat(store().log(UsageQuery.of(Scope.tenant("acme")).where(Dimension.USER, List.of("alice"))))
                .extracting(Entry::account)
                .containsExactly(ALICE);
        assertThat(store().log(UsageQuery.of(Scope.account(BOB))))
                .extracting(Entry::account)
                .containsExactly(BOB);
    }

    @Test
    @DisplayName("of a tenant stays with it behind a place of another tenant")
    void ofOneTenantBehindAPlace() {
        given(plain(ALICE, 1), spend(ALICE, 2, NOON));
        given(plain(FOREIGN_ALICE, 1), spend(FOREIGN_ALICE, 2, NOON), spend(FOREIGN_ALICE, 3, NOON));
        LogPosition foreign = new LogPosition(NOON, FOREIGN_ALICE, 3);

        assertThat(store().log(UsageQuery.of(Scope.tenant("acme")).portion(foreign, 0, 10)))
                .extracting(Entry::account)
                .containsExactly(ALICE);
    }

    @Test
    @DisplayName("has what another node has just appended")
    void ofAnotherNode() {
        given(plain(ALICE, 1));
        otherNode().append(List.of(spend(ALICE, 2, NOON)));

        assertThat(store().log(ALL)).hasSize(1);
    }

    /** Twelve entries of three accounts at three instants. */
    private void givenTies() {
        for (AccountId account : List.of(ALICE, BOB, FOREIGN_ALICE)) {
            List<Entry> chain = new ArrayList<>(List.of(plain(account, 1)));
            for (int i = 0; i < 4; i++) {
                chain.add(spend(account, i + 2L, NOON.plusSeconds(i / 2 + (account.equals(BOB) ? 1 : 0))));
            }
            given(chain);
        }
    }

    private List<Entry> pages(UsageQuery query) {
        List<Entry> all = new ArrayList<>();
        @Nullable LogPosition after = null;
        List<Entry> page;
        do {
            page = store().log(query.portion(after, 0, 2));
            all.addAll(page);
            after = page.isEmpty() ? null : LogPosition.of(page.get(page.size() - 1));
        } while (!page.isEmpty() && all.size() <= 100);
        return all;
    }

    private static Entry spend(AccountId account, long seq, Instant time) {
        return SampleEntry.spend(account, seq, SampleUsage.call().build())
                .at(time)
                .build();
    }
}
