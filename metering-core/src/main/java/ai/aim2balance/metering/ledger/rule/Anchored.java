package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.RefillSettings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Intervals of one length counted from an instant. Seconds, minutes and hours are exact; days, weeks and months are those
 * of a calendar. What is beyond the calendar is {@link Instant#MAX}. Immutable.
 */
record Anchored(Instant anchor, int interval, ChronoUnit unit, ZoneId zone) {
    /** {@code java.time} has no local date for the first and last instants; a zone is at most 18 hours off. */
    private static final Instant FIRST =
            LocalDateTime.MIN.toInstant(ZoneOffset.UTC).plus(Duration.ofDays(2));

    private static final Instant LAST =
            LocalDateTime.MAX.toInstant(ZoneOffset.UTC).minus(Duration.ofDays(2));

    static Anchored of(RefillSettings settings) {
        return at(settings.anchor(), settings);
    }

    /** Intervals of these settings from another instant. */
    static Anchored at(Instant anchor, RefillSettings settings) {
        return new Anchored(
                anchor, settings.intervalValue(), settings.intervalUnit().chronoUnit(), settings.zone());
    }

    /** The instant n intervals after the anchor. */
    Instant plus(long n) {
        if (n == 0) {
            return anchor;
        }
        try {
            if (unit.isDateBased() && anchor.isAfter(LAST)) {
                return Instant.MAX;
            }
            long units = Math.multiplyExact(n, (long) interval);
            return unit.isDateBased() ? local(anchor).plus(units, unit).toInstant() : anchor.plus(units, unit);
        } catch (ArithmeticException | DateTimeException e) {
            return Instant.MAX;
        }
    }

    /** The largest n of 0 or more whose instant is not after now; 0 where now is before the anchor. */
    long countAt(Instant now) {
        if (now.isBefore(anchor)) {
            return 0;
        }
        if (!unit.isDateBased()) {
            long seconds = now.getEpochSecond() - anchor.getEpochSecond() - (now.getNano() < anchor.getNano() ? 1 : 0);
            return seconds / (interval * unit.getDuration().toSeconds());
        }
        // a day that a zone skipped, a clamped month end and a changed offset move the estimate by one or two
        long n = Math.max(0, unit.between(local(anchor), local(now)) / interval);
        while (isNotAfter(n + 1, now)) {
            n++;
        }
        while (n > 0 && !isNotAfter(n, now)) {
            n--;
        }
        return n;
    }

    private boolean isNotAfter(long n, Instant now) {
        Instant start = plus(n);
        return !start.isAfter(now) && !start.equals(Instant.MAX);
    }

    private ZonedDateTime local(Instant instant) {
        Instant known = instant.isBefore(FIRST) ? FIRST : instant.isAfter(LAST) ? LAST : instant;
        return known.atZone(zone);
    }
}
