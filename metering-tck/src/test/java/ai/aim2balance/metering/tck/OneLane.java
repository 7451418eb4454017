package ai.aim2balance.metering.tck;

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

/** A store for which all accounts share their batches. */
class OneLane extends Forwarding {
    OneLane(MeteringStore target) {
        super(target);
    }

    @Override
    public StoreTraits traits() {
        return new StoreTraits("one lane", false, 1, 200);
    }

    @Override
    public <T> T exclusively(Collection<AccountId> accounts, Function<Locked, T> work) {
        return work.apply(new Locked() {
            @Override
            public Map<AccountId, Entry> heads() {
                return OneLane.this.heads(accounts);
            }

            @Override
            public EntryPage entries(EntryQuery query) {
                return OneLane.this.entries(query);
            }

            @Override
            public AppendResult append(List<Entry> entries) {
                return OneLane.this.append(entries);
            }
        });
    }
}
