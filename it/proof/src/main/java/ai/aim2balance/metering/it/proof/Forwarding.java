package ai.aim2balance.metering.it.proof;

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
import java.util.function.Function;

/** Asks another store, locks included. */
class Forwarding implements MeteringStore {
    private final MeteringStore target;

    Forwarding(MeteringStore target) {
        this.target = target;
    }

    @Override
    public StoreTraits traits() {
        return target.traits();
    }

    @Override
    public Map<AccountId, Entry> heads(Collection<AccountId> accounts) {
        return target.heads(accounts);
    }

    @Override
    public AppendResult append(List<Entry> entries) {
        return target.append(entries);
    }

    @Override
    public EntryPage entries(EntryQuery query) {
        return target.entries(query);
    }

    @Override
    public List<UsageRow> aggregate(UsageQuery query) {
        return target.aggregate(query);
    }

    @Override
    public List<Entry> log(UsageQuery query) {
        return target.log(query);
    }

    @Override
    public <T> T exclusively(Collection<AccountId> accounts, Function<Locked, T> work) {
        return target.exclusively(accounts, locked -> work.apply(wrapped(locked)));
    }

    /** What work inside a lock gets. */
    Locked wrapped(Locked locked) {
        return locked;
    }

    @Override
    public void close() {
        target.close();
    }
}
