package ai.aim2balance.metering.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as every store can keep them. */
public final class Microseconds {
    private Microseconds() {}

    /** The instant without what is finer than a microsecond. */
    public static Instant of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
