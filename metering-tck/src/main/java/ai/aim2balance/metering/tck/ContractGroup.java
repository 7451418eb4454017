package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** One part of the contract, with what all parts need. */
@Timeout(120)
abstract class ContractGroup {
    /** Three accounts in order: two users of a tenant, and a user of the same name of another tenant. */
    static final AccountId ALICE = new AccountId("acme", "alice");

    static final AccountId BOB = new AccountId("acme", "bob");
    static final AccountId FOREIGN_ALICE = new AccountId("globex", "alice");

    abstract MeteringStoreContract contract();

    final MeteringStore store() {
        return contract().store();
    }

    final MeteringStore otherNode() {
        return contract().otherNode();
    }

    final AppendResult append(Entry... entries) {
        return store().append(List.of(entries));
    }

    /** Entries that the test needs: they must be committed. */
    final void given(List<Entry> entries) {
        int most = store().traits().mostEntries();
        for (int i = 0; i < entries.size(); i += most) {
            List<Entry> batch = entries.subList(i, Math.min(entries.size(), i + most));
            assertThat(store().append(batch)).as("given entries").isEqualTo(AppendResult.all(batch.size()));
        }
    }

    final void given(Entry... entries) {
        given(List.of(entries));
    }

    /** The whole chain of an account, as the store has it. */
    final List<Entry> chain(AccountId account) {
        List<Entry> all = new ArrayList<>();
        List<Entry> page;
        do {
            page = store().entries(new EntryQuery.Chain(account, all.size() + 1L, EntryQuery.MOST_ENTRIES))
                    .entries();
            all.addAll(page);
        } while (page.size() == EntryQuery.MOST_ENTRIES);
        return all;
    }

    static SampleEntry entry(AccountId account, long seq) {
        return SampleEntry.of(account, seq);
    }

    static Entry plain(AccountId account, long seq) {
        return SampleEntry.of(account, seq).build();
    }
}
