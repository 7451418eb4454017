package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.UsageBreakdown.Kind;
import ai.aim2balance.metering.internal.Nearest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Usage over time. The points follow each other without a gap from the beginning of the range to its end, those without an
 * entry included, and add up to the total exactly. Immutable and thread-safe.
 *
 * @param range the range
 * @param bucket how long the points are; never {@link Bucket#AUTO}
 * @param by the dimension by which each point is divided, or null
 * @param total the sums of all entries in the range
 * @param groups by what the points are divided, the most expensive first, then by name, the rest last; empty without a
 *     dimension
 * @param points in order of time; the first and the last are cut off where the range begins and ends
 * @param asOf when the question was asked, or the instant to which it was pinned
 */
public record UsageSeries(
        TimeRange range,
        Bucket bucket,
        @Nullable Dimension by,
        UsageSums total,
        List<Group> groups,
        List<Point> points,
        Instant asOf) {
    /** The most points of one series. */
    public static final int MOST_POINTS = 750;

    /** The most values that have a group of their own. */
    public static final int MOST_GROUPS = 10;

    /** The most points of a series whose bucket is chosen by itself, as long as a month is not too short: a year of weeks. */
    public static final int MOST_AUTO_POINTS = 54;

    /** Copies the lists. */
    public UsageSeries {
        groups = List.copyOf(groups);
        points = List.copyOf(points);
    }

    /**
     * How long the points of a series are, by the calendar and the clock of the range's zone.
     *
     * <p>Quarters and hours begin whenever the local clock shows a full quarter or a full hour. So an hour that the clock
     * shows twice makes two points, one that it leaves out makes none, and where the clock changes by half an hour one
     * point has 90 minutes. A day begins at its first midnight, or after the gap where a change leaves midnight out; it
     * has 23 or 25 hours where the clock changes by one, and a day that the zone left out makes no point. Weeks begin on
     * Monday (ISO 8601), months on the first.
     */
    public enum Bucket {
        /** 15 minutes. */
        QUARTER_HOUR("15m"),
        /** An hour. */
        HOUR("hour"),
        /** A calendar day. */
        DAY("day"),
        /** A week from Monday. */
        WEEK("week"),
        /** A calendar month. */
        MONTH("month"),
        /** The shortest of the others that makes at most 54 points, else a month. */
        AUTO("auto");

        private final String key;

        Bucket(String key) {
            this.key = key;
        }

        /**
         * The bucket's name in interfaces.
         *
         * @return such as {@code day}
         */
        public String key() {
            return key;
        }

        /**
         * The bucket of that name.
         *
         * @param key a name such as {@code day}
         * @return the bucket
         * @throws InvalidInputException if there is none; the message has the nearest name first
         */
        public static Bucket ofKey(String key) {
            List<String> known = Arrays.stream(values()).map(Bucket::key).toList();
            int index = known.indexOf(key);
            if (index < 0) {
                throw new InvalidInputException("bucket", key, Nearest.first(key, known));
            }
            return values()[index];
        }
    }

    /**
     * One value of the dimension, over the whole range.
     *
     * @param name the value; null unless the group stands for one
     * @param kind what the group stands for
     * @param sums what its entries add up to
     */
    public record Group(@Nullable String name, Kind kind, UsageSums sums) {}

    /**
     * One span of time: half-open.
     *
     * @param start the first instant
     * @param end the first instant after it
     * @param sums what its entries add up to; zeros where there is none
     * @param groups the same by group, in the order of the series' groups; they add up to the sums
     */
    public record Point(Instant start, Instant end, UsageSums sums, List<UsageSums> groups) {
        /** Copies the groups. */
        public Point {
            groups = List.copyOf(groups);
        }
    }
}
