package ai.aim2balance.metering.it.proof;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock, moved by as much as somebody says. Thread-safe. */
final class WanderingClock extends Clock {
    private volatile Duration moved = Duration.ZERO;

    void move(Duration from) {
        moved = from;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(moved);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("only UTC");
    }
}
