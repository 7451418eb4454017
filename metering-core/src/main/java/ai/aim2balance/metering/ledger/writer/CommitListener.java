package ai.aim2balance.metering.ledger.writer;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import java.time.Duration;
import java.util.List;

/** Hears of what a lane did, on the leading thread: it neither waits nor throws. */
public interface CommitListener {
    /** Entries that are durable now, in the order of the batch. */
    void committed(List<Entry> entries);

    /** An account's newest entry was booked by a clock that is ahead of this node's. */
    void clockAhead(AccountId account, Duration by);
}
