package ai.aim2balance.metering.ledger.writer;

import ai.aim2balance.metering.store.MeteringStore;

/** What all lanes of a writer share. */
record LaneContext(
        MeteringStore store, AccountPolicy policy, WriterOptions options, CommitListener listener, WriterStats stats) {}
