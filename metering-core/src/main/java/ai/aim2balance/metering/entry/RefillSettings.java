package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Given;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * When an account is given credits by itself. Immutable and thread-safe.
 *
 * <p>Periods are counted from the anchor in the account's zone: period n begins n intervals after it, counted from the
 * anchor itself, so that a month end clamps without drifting (31 January, 28 February, 31 March). Period 0 is the one
 * that begins at the anchor; it gives nothing, because that is what the start credit is for.
 *
 * @param policy when credits are given
 * @param microCredits how many, in millionths of a credit; for {@link Policy#UP_TO} the level that is filled up to; above 0
 * @param intervalValue how many units one period has, 1 to 10,000
 * @param intervalUnit the unit of a period
 * @param zone whose calendar counts days, weeks and months
 * @param anchor where period 0 begins
 * @param missed what several periods that passed unnoticed mean
 */
public record RefillSettings(
        Policy policy,
        long microCredits,
        int intervalValue,
        Unit intervalUnit,
        ZoneId zone,
        Instant anchor,
        Missed missed) {
    /** The most units that one period may have. */
    public static final int LONGEST_INTERVAL = 10_000;

    /** When credits are given. */
    public enum Policy {
        /**
         * As LibreChat: when a check or reservation finds the balance used up and one interval has passed since the last
         * refill (or since the anchor). The amount is added. At most one refill for each interval; nothing accumulates.
         */
        WHEN_EXHAUSTED,
        /** At the beginning of every period, the amount is added. */
        EVERY_PERIOD,
        /** At the beginning of every period, credits are filled up to the amount; what is above it stays. */
        UP_TO
    }

    /** The unit of a period. */
    public enum Unit {
        /** Exact seconds. */
        SECONDS(ChronoUnit.SECONDS),
        /** Exact minutes. */
        MINUTES(ChronoUnit.MINUTES),
        /** Exact hours. */
        HOURS(ChronoUnit.HOURS),
        /** Calendar days in the account's zone. */
        DAYS(ChronoUnit.DAYS),
        /** Seven calendar days. */
        WEEKS(ChronoUnit.WEEKS),
        /** Calendar months; a day that a month does not have is its last one. */
        MONTHS(ChronoUnit.MONTHS);

        private final ChronoUnit unit;
        private final String key = name().toLowerCase(Locale.ROOT);

        Unit(ChronoUnit unit) {
            this.unit = unit;
        }

        /**
         * The unit of the calendar.
         *
         * @return its counterpart in {@code java.time}
         */
        public ChronoUnit chronoUnit() {
            return unit;
        }

        /**
         * The unit's name in interfaces.
         *
         * @return such as {@code days}, as LibreChat writes it
         */
        public String key() {
            return key;
        }
    }

    /** What several periods that passed unnoticed mean. */
    public enum Missed {
        /** One refill, for the newest of them. */
        SKIP,
        /** One refill for each of them. {@link Policy#WHEN_EXHAUSTED} and {@link Policy#UP_TO} always skip. */
        EACH
    }

    /**
     * Checks the values.
     *
     * @throws InvalidInputException if the amount is not above 0 or the interval is outside 1 to 10,000
     */
    public RefillSettings {
        Given.notNull(policy, "refill policy", "WHEN_EXHAUSTED, EVERY_PERIOD, UP_TO");
        Given.notNull(intervalUnit, "refillIntervalUnit", "seconds, minutes, hours, days, weeks, months");
        Given.notNull(zone, "refill zone", "a time zone");
        Given.notNull(anchor, "refill anchor", "the instant from which periods are counted");
        Given.notNull(missed, "missed refills", "SKIP, EACH");
        if (microCredits <= 0) {
            throw new InvalidInputException(
                    "refillAmount", Credits.text(microCredits), "credits above 0, with at most 6 decimals");
        }
        if (intervalValue < 1 || intervalValue > LONGEST_INTERVAL) {
            throw new InvalidInputException(
                    "refillIntervalValue", Integer.toString(intervalValue), "1 to " + LONGEST_INTERVAL);
        }
    }
}
