package ai.aim2balance.metering.ledger.writer;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.rule.Head;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How an attempt reads heads and appends: among other nodes, or while they wait. */
interface Access {
    /** The head of each posting's account; accounts without an entry are not in it. */
    Map<AccountId, Head> heads(List<Ticket> tickets, Set<AccountId> doubtful);

    /** Finds entries, after the heads were read. */
    EntryPage entries(EntryQuery query);

    /** Appends behind the heads. */
    AppendResult append(List<Entry> entries);
}
