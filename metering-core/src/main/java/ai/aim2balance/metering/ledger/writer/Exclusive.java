package ai.aim2balance.metering.ledger.writer;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.rule.Head;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** While other nodes wait for the account: its head is always read anew. */
final class Exclusive implements Access {
    private final Lane lane;
    private final AccountId account;
    private final MeteringStore.Locked locked;

    Exclusive(Lane lane, AccountId account, MeteringStore.Locked locked) {
        this.lane = lane;
        this.account = account;
        this.locked = locked;
    }

    @Override
    public Map<AccountId, Head> heads(List<Ticket> tickets, Set<AccountId> doubtful) {
        Head remembered = lane.heads.recent(account);
        Entry entry = locked.heads().get(account);
        if (entry == null) {
            return Map.of();
        }
        if (remembered != null && remembered.seq() == entry.seq()) {
            lane.quietBatch(account);
        } else {
            lane.foreignEntry(account);
        }
        return Map.of(account, Head.of(entry));
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
