package ai.aim2balance.metering.ledger.writer;

import java.util.concurrent.atomic.LongAdder;

/** Counts what the lanes did. */
final class WriterStats {
    final LongAdder batches = new LongAdder();
    final LongAdder entries = new LongAdder();
    final LongAdder refusals = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder exclusive = new LongAdder();
}
