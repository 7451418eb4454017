package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tenant, user and posting id are compared as bytes, apart from each other. */
abstract class KeyGroup extends ContractGroup {
    @Test
    @DisplayName("tell the same user of two tenants apart")
    void sameUserOfTwoTenants() {
        given(entry(ALICE, 1).fingerprint("acme's").build());
        given(entry(FOREIGN_ALICE, 1).fingerprint("globex's").build());

        assertThat(chain(ALICE)).extracting(Entry::fingerprint).containsExactly("acme's");
        assertThat(chain(FOREIGN_ALICE)).extracting(Entry::fingerprint).containsExactly("globex's");
    }

    @Test
    @DisplayName("allow the same posting id in two accounts of a tenant")
    void sameIdInTwoAccounts() {
        AppendResult result = append(
                entry(ALICE, 1).postingId("same").build(),
                entry(BOB, 1).postingId("same").build());

        assertThat(result).isEqualTo(AppendResult.all(2));
    }

    @Test
    @DisplayName("are not joined: tenant a with user bc is not tenant ab with user c")
    void notJoined() {
        assertApart(
                new AccountId("a", "bc"),
                new AccountId("ab", "c"),
                new AccountId("a/b", "c"),
                new AccountId("a", "b/c"),
                new AccountId("a:b", "c"),
                new AccountId("a", "b:c"),
                new AccountId("a|b", "c"),
                new AccountId("a", "b|c"),
                new AccountId("a#b", "c"),
                new AccountId("a", "b#c"),
                new AccountId("a b", "c"),
                new AccountId("a", "b c"));
    }

    @Test
    @DisplayName("tell upper from lower case in tenant and user")
    void caseOfAccounts() {
        assertApart(
                new AccountId("acme", "user"),
                new AccountId("Acme", "user"),
                new AccountId("acme", "User"),
                new AccountId("acme", "straße"),
                new AccountId("acme", "strasse"));
    }

    @Test
    @DisplayName("tell blanks at the beginning and at the end in tenant and user")
    void blanksOfAccounts() {
        assertApart(
                new AccountId("acme", "user"),
                new AccountId("acme ", "user"),
                new AccountId("acme", "user "),
                new AccountId("acme", " user"),
                new AccountId("acme", " "));
    }

    @Test
    @DisplayName("tell accents, and composed from decomposed characters")
    void accents() {
        assertApart(
                new AccountId("acme", "rene"),
                new AccountId("acme", "ren\u00e9"),
                new AccountId("acme", "rene\u0301"),
                new AccountId("acme", "\uff52ene"));
    }

    @Test
    @DisplayName("take characters beyond the basic plane")
    void beyondTheBasicPlane() {
        assertApart(
                new AccountId("\ud83d\ude00", "\ud83d\ude00"),
                new AccountId("\ud83d\ude00", "\ud83d\ude01"),
                new AccountId("\ud83d\ude01", "\ud83d\ude00"));
    }

    @Test
    @DisplayName("take characters that mean something in a query")
    void charactersOfQueries() {
        assertApart(
                new AccountId("%", "_"),
                new AccountId("acme", "%"),
                new AccountId("acme", "'; --"),
                new AccountId("acme", "\\"),
                new AccountId("acme", "$user.name"),
                new AccountId("acme", "{\"$gt\": \"\"}"),
                new AccountId("acme", "null"));
    }

    @Test
    @DisplayName("tell upper from lower case, blanks and accents in posting ids")
    void postingIds() {
        List<String> ids = List.of("call", "Call", "call ", " call", "c\u00e4ll", "ca\u0308ll", "\ud83d\ude00", "c%ll");
        List<Entry> chain = new ArrayList<>();
        for (String id : ids) {
            chain.add(entry(ALICE, chain.size() + 1L).postingId(id).build());
        }

        assertThat(store().append(chain)).isEqualTo(AppendResult.all(ids.size()));
        assertThat(ids)
                .allSatisfy(id -> assertThat(
                                store().entries(EntryQuery.ByIds.of(ALICE, id)).entries())
                        .extracting(Entry::postingId)
                        .containsExactly(id));
    }

    @Test
    @DisplayName("may have 2,000 bytes together, and differ in the last one")
    void longKeys() {
        AccountId account = new AccountId("t".repeat(600), "\u20ac".repeat(233));
        String id = "i".repeat(AccountId.MOST_BYTES - 600 - 3 * 233 - 1);
        assertThat((account.tenant() + account.user() + id).getBytes(StandardCharsets.UTF_8))
                .hasSize(AccountId.MOST_BYTES - 1);
        Entry first = entry(account, 1).postingId(id + "a").build();
        Entry second = entry(account, 2).postingId(id + "b").build();

        assertThat(append(first, second)).isEqualTo(AppendResult.all(2));
        assertThat(store().entries(EntryQuery.ByIds.of(account, id + "b")).entries())
                .containsExactly(second);
    }

    @Test
    @DisplayName("may be long in one part: a tenant, a user or a posting id of nearly 2,000 bytes")
    void longParts() {
        String text = "\ud83d\ude00".repeat(490);
        assertApart(new AccountId(text, "u"), new AccountId(text, "v"));
        assertApart(new AccountId("t", text + "a"), new AccountId("t", text + "b"));
        assertThat(append(entry(ALICE, 1).postingId(text).build())).isEqualTo(AppendResult.all(1));
    }

    @Test
    @DisplayName("are sorted by their UTF-8 bytes, in which U+FF5E comes before U+1F600")
    void orderOfBatches() {
        AccountId wide = new AccountId("acme", "\uff5e");
        AccountId smile = new AccountId("acme", "\ud83d\ude00");
        assertThat(wide).isLessThan(smile);

        assertThat(append(plain(wide, 1), plain(wide, 2), plain(smile, 1))).isEqualTo(AppendResult.all(3));
    }

    private void assertApart(AccountId... accounts) {
        for (AccountId account : accounts) {
            assertThat(append(entry(account, 1).fingerprint(account.toString()).build()))
                    .as("%s is new", account)
                    .isEqualTo(AppendResult.all(1));
        }
        for (AccountId account : accounts) {
            assertThat(chain(account))
                    .as("chain of %s", account)
                    .extracting(Entry::account, Entry::fingerprint)
                    .containsExactly(tuple(account, account.toString()));
            assertThat(store().heads(List.of(account)))
                    .as("head of %s", account)
                    .containsOnlyKeys(account);
        }
    }
}
