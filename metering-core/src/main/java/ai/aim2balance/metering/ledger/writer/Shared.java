package ai.aim2balance.metering.ledger.writer;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.rule.Head;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Among other nodes: remembered heads where there are any, because the store refuses what is behind a moved head. */
final class Shared implements Access {
    private final MeteringStore store;
    private final Lane lane;

    Shared(MeteringStore store, Lane lane) {
        this.store = store;
        this.lane = lane;
    }

    @Override
    public Map<AccountId, Head> heads(List<Ticket> tickets, Set<AccountId> doubtful) {
        if (tickets.size() == 1) {
            AccountId account = tickets.get(0).posting.account();
            Head remembered = lane.heads.recent(account);
            if (remembered != null && !doubtful.contains(account)) {
                return Map.of(account, remembered);
            }
        }
        Map<AccountId, Head> heads = new HashMap<>();
        Set<AccountId> missing = new LinkedHashSet<>();
        for (Ticket ticket : tickets) {
            AccountId account = ticket.posting.account();
            Head remembered = doubtful.contains(account) ? null : lane.heads.recent(account);
            if (remembered == null) {
                missing.add(account);
            } else {
                heads.put(account, remembered);
            }
        }
        if (!missing.isEmpty()) {
            store.heads(missing).forEach((account, entry) -> heads.put(account, Head.of(entry)));
        }
        return heads;
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
