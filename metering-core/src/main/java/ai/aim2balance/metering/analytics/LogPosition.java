package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import java.time.Instant;

/**
 * A place in the log, whose order is time, account, number. Immutable and thread-safe.
 *
 * @param occurredAt when the entry happened
 * @param account whose entry it is
 * @param seq the entry's number in its account
 */
public record LogPosition(Instant occurredAt, AccountId account, long seq) implements Comparable<LogPosition> {
    /**
     * The place of an entry.
     *
     * @param entry the entry
     * @return its place
     */
    public static LogPosition of(Entry entry) {
        return new LogPosition(entry.occurredAt(), entry.account(), entry.seq());
    }

    @Override
    public int compareTo(LogPosition other) {
        int byTime = occurredAt.compareTo(other.occurredAt);
        if (byTime != 0) {
            return byTime;
        }
        int byAccount = account.compareTo(other.account);
        return byAccount != 0 ? byAccount : Long.compare(seq, other.seq);
    }
}
