package ai.aim2balance.metering.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. Thread-safe. */
final class SettableClock extends Clock {
    private volatile Instant now;

    private SettableClock(Instant now) {
        this.now = now;
    }

    static SettableClock at(String instant) {
        return new SettableClock(Instant.parse(instant));
    }

    void set(String instant) {
        now = Instant.parse(instant);
    }

    void move(Duration by) {
        now = now.plus(by);
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
        return this;
    }
}
