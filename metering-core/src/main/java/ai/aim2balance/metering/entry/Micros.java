package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.InvalidInputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Times as stores keep them: microseconds since 1970, which sort, compare and divide alike in every database. For adapters.
 */
public final class Micros {
    private static final long PER_SECOND = 1_000_000;
    private static final int NANOS = 1_000;

    private Micros() {}

    /**
     * A time of an entry.
     *
     * @param time to the microsecond; what is finer is cut off
     * @return microseconds since 1970
     * @throws InvalidInputException if the time is more than 290,000 years away
     */
    public static long of(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), PER_SECOND), time.getNano() / NANOS);
        } catch (ArithmeticException e) {
            throw new InvalidInputException("time", time.toString(), "a time within 290,000 years of 1970", e);
        }
    }

    /**
     * As {@link #of}, for bounds of queries.
     *
     * @param time any time
     * @return microseconds since 1970; for what no number can hold, the end of time on that side
     */
    public static long bound(Instant time) {
        long seconds = time.getEpochSecond();
        long most = Long.MAX_VALUE / PER_SECOND - 1;
        return seconds > most ? Long.MAX_VALUE : seconds < -most ? Long.MIN_VALUE : of(time);
    }

    /**
     * As {@link #bound}, rounded up, so that "not before" and "before" stay exact.
     *
     * @param time any time
     * @return microseconds since 1970
     */
    public static long ceiling(Instant time) {
        long micros = bound(time);
        boolean whole = time.truncatedTo(ChronoUnit.MICROS).equals(time);
        return whole || micros == Long.MAX_VALUE ? micros : micros + 1;
    }

    /**
     * The time again.
     *
     * @param micros as {@link #of} gave it
     * @return the time
     */
    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * NANOS);
    }
}
