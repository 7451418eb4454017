package ai.aim2balance.metering.benchmarks.mongo;

import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.StoreTraits;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The rival of turns: heads are read anew before each append at a contended account, and nothing else. Thread-safe. */
final class RereadStore implements MeteringStore {
    private final MeteringStore store;

    RereadStore(MeteringStore store) {
        this.store = store;
    }

    @Override
    public StoreTraits traits() {
        return store.traits();
    }

    @Override
    public Map<AccountId, Entry> heads(Collection<AccountId> accounts) {
        return store.heads(accounts);
    }

    @Override
    public AppendResult append(List<Entry> entries) {
        return store.append(entries);
    }

    @Override
    public EntryPage entries(EntryQuery query) {
        return store.entries(query);
    }

    @Override
    public List<UsageRow> aggregate(UsageQuery query) {
        return store.aggregate(query);
    }

    @Override
    public List<Entry> log(UsageQuery query) {
        return store.log(query);
    }

    @Override
    public void close() {
        store.close();
    }
}
