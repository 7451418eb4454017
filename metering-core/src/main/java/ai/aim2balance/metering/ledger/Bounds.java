package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Microseconds;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times and durations that every store can hold. */
final class Bounds {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Bounds() {}

    static @Nullable Duration duration(String field, @Nullable Duration duration) {
        if (duration != null && (duration.isNegative() || duration.compareTo(LONGEST) > 0)) {
            throw new InvalidInputException(field, duration.toString(), "PT0S to " + LONGEST);
        }
        return duration;
    }

    static @Nullable Instant instant(String field, @Nullable Instant at) {
        if (at == null) {
            return null;
        }
        Instant kept = Microseconds.of(at);
        if (kept.isBefore(EARLIEST) || kept.isAfter(LATEST)) {
            throw new InvalidInputException(field, at.toString(), EARLIEST + " to " + LATEST);
        }
        return kept;
    }
}
