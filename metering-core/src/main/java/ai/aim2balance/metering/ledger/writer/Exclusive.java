package ai.aim2balance.metering.ledger.writer;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.rule.Head;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** While other nodes wait for the accounts: their heads are always read anew. */
final class Exclusive implements Access {
    private final Lane lane;
    private final Set<AccountId> accounts;
    private final MeteringStore.Locked locked;

    Exclusive(Lane lane, Set<AccountId> accounts, MeteringStore.Locked locked) {
        this.lane = lane;
        this.accounts = accounts;
        this.locked = locked;
    }

    @Override
    public Map<AccountId, Head> heads(List<Ticket> tickets, Set<AccountId> doubtful) {
        Map<AccountId, Entry> stored = locked.heads();
        Map<AccountId, Head> heads = new HashMap<>();
        for (AccountId account : accounts) {
            Entry entry = stored.get(account);
            if (entry == null) {
                continue;
            }
            Head remembered = lane.heads.recent(account);
            if (remembered != null && remembered.seq() == entry.seq()) {
                lane.quietBatch(account);
            } else {
                lane.foreignEntry(account);
            }
            heads.put(account, Head.of(entry));
        }
        return heads;
    }

    @Override
    public EntryPage entries(EntryQuery query) {
        return locked.entries(query);
    }

    @Override
    public AppendResult append(List<Entry> entries) {
        return locked.append(entries);
    }
}
