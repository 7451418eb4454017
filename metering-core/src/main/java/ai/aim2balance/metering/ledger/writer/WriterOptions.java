package ai.aim2balance.metering.ledger.writer;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * How a writer works.
 *
 * @param clock the node's own clock, by which everything is decided
 * @param patience how long a posting may take before its caller hears that it is not booked, or that nobody knows
 * @param mostQueued how many postings may wait in one lane
 * @param headLife how long a head is remembered
 * @param mostRemembered how many heads, ids and holds are remembered in each lane
 * @param executor leads where no caller waits; runs no code of callers
 * @param answers completes futures, and so runs what callers attach to them
 */
public record WriterOptions(
        Clock clock,
        Duration patience,
        int mostQueued,
        Duration headLife,
        int mostRemembered,
        Executor executor,
        Executor answers) {}
