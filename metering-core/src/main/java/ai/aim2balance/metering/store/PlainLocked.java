package ai.aim2balance.metering.store;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** For stores without a lock: reads the heads anew before each append, which is all that fairness asks of them. */
record PlainLocked(MeteringStore store, Collection<AccountId> accounts) implements MeteringStore.Locked {
    @Override
    public Map<AccountId, Entry> heads() {
        return store.heads(accounts);
    }

    @Override
    public EntryPage entries(EntryQuery query) {
        return store.entries(query);
    }

    @Override
    public AppendResult append(List<Entry> entries) {
        return store.append(entries);
    }
}
