package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.AppendResult.Refusal;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A store for which a batch is one transaction: a refused entry undoes what stands before it. */
final class AllOrNothing extends OneLane {
    AllOrNothing(MeteringStore target) {
        super(target);
    }

    @Override
    public synchronized AppendResult append(List<Entry> entries) {
        Map<AccountId, Long> heads = new HashMap<>();
        Set<List<Object>> ids = new HashSet<>();
        for (Entry entry : entries) {
            AccountId account = entry.account();
            long head = heads.computeIfAbsent(account, this::head);
            boolean known = !ids.add(List.of(account, entry.postingId()))
                    || !entries(EntryQuery.ByIds.of(account, entry.postingId()))
                            .entries()
                            .isEmpty();
            if (entry.seq() != head + 1 || known) {
                return AppendResult.refused(
                        0, entry.seq() <= head ? Refusal.SEQ : known ? Refusal.ID : Refusal.PREDECESSOR);
            }
            heads.put(account, entry.seq());
        }
        return super.append(entries);
    }

    private long head(AccountId account) {
        Entry head = heads(Set.of(account)).get(account);
        return head == null ? 0 : head.seq();
    }
}
