package ai.aim2balance.metering.examples.quickstart;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The ledger's clock in a replay: it follows the calls, and never goes back. Thread-safe. */
final class TraceClock extends Clock {
    private volatile Instant now;

    TraceClock(Instant begin) {
        this.now = begin;
    }

    synchronized void advanceTo(Instant instant) {
        if (instant.isAfter(now)) {
            now = instant;
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
