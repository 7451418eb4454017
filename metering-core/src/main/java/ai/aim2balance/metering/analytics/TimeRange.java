package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Nearest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span of time with the calendar by which it was meant: half-open, from the first instant to the first one after it.
 * Immutable and thread-safe.
 *
 * <p>A day begins at its first midnight in the zone, or where a change of the clock skips midnight, at the first instant
 * after the gap. Ranges that count days end with today: at the beginning of tomorrow. Month and year are those to date.
 *
 * @param from the first instant
 * @param to the first instant after the range; equal to {@code from} in an empty range
 * @param zone whose calendar counts days, weeks and months
 * @param expression how the range was asked for
 */
public record TimeRange(Instant from, Instant to, ZoneId zone, Expression expression) {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final String EDGES =
            "a date such as 2026-01-31 or an instant such as 2026-01-31T08:00:00Z, in the years 1 to 9999";

    /** The words for a range. */
    public enum Expression {
        /** The 24 hours before now; not calendar days. */
        LAST_24_HOURS("24h"),
        /** 7 calendar days, today included. */
        LAST_7_DAYS("7d"),
        /** 30 calendar days, today included: the range where none is named. */
        LAST_30_DAYS("30d"),
        /** 90 calendar days, today included. */
        LAST_90_DAYS("90d"),
        /** The calendar day of now. */
        TODAY("today"),
        /** The calendar month of now, up to and with today. */
        MONTH("month"),
        /** The whole calendar month before that of now. */
        LAST_MONTH("last-month"),
        /** The calendar year of now, up to and with today. */
        YEAR("year"),
        /** From and to are named. */
        CUSTOM("custom");

        private final String key;

        Expression(String key) {
            this.key = key;
        }

        /**
         * The expression's name in interfaces.
         *
         * @return such as {@code last-month}
         */
        public String key() {
            return key;
        }

        /**
         * The expression of that name.
         *
         * @param key a name such as {@code 30d}
         * @return the expression
         * @throws InvalidInputException if there is none; the message has the nearest name first
         */
        public static Expression ofKey(String key) {
            List<String> known = Arrays.stream(values()).map(Expression::key).toList();
            int index = known.indexOf(key);
            if (index < 0) {
                throw new InvalidInputException("range", key, Nearest.first(key, known));
            }
            return values()[index];
        }
    }

    /**
     * Checks the order of the edges.
     *
     * @throws InvalidInputException if the end is before the beginning or an edge is outside the years 1 to 9999
     */
    public TimeRange {
        checkEdge(from, "from");
        checkEdge(to, "to");
        Given.notNull(zone, "zone", "a time zone");
        Given.notNull(expression, "range", "an expression such as 30d");
        if (to.isBefore(from)) {
            throw new InvalidInputException("to", to.toString(), "an instant not before from, " + from);
        }
    }

    /**
     * A range as texts name it.
     *
     * @param range {@code 24h}, {@code 7d}, {@code 30d}, {@code 90d}, {@code today}, {@code month}, {@code last-month},
     *     {@code year} or {@code custom}; null for {@code 30d}
     * @param from for {@code custom} the first instant, or a date that begins in the zone; else null
     * @param to for {@code custom} the first instant after the range, or a date that is not part of it; else null
     * @param zone an IANA name such as {@code Europe/Berlin}; null for UTC
     * @param now the present; for later pages of a log the {@code asOf} of the first
     * @return the range
     * @throws InvalidInputException if a text is not understood, or from and to do not go with the range; the message
     *     names the field and has the nearest name first
     */
    public static TimeRange parse(
            @Nullable String range, @Nullable String from, @Nullable String to, @Nullable String zone, Instant now) {
        Expression expression = range == null ? Expression.LAST_30_DAYS : Expression.ofKey(range);
        ZoneId calendar = zone == null ? ZoneId.of("UTC") : zone(zone);
        if (expression != Expression.CUSTOM) {
            if (from != null || to != null) {
                throw new InvalidInputException(
                        from != null ? "from" : "to",
                        String.valueOf(from != null ? from : to),
                        "from and to only with range=custom");
            }
            return of(expression, calendar, now);
        }
        return between(edge(from, "from", calendar), edge(to, "to", calendar), calendar);
    }

    /**
     * The range of an expression.
     *
     * @param expression any but {@link Expression#CUSTOM}
     * @param zone whose calendar counts
     * @param now the present
     * @return the range
     * @throws InvalidInputException if the expression is {@link Expression#CUSTOM}
     */
    public static TimeRange of(Expression expression, ZoneId zone, Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate month = today.withDayOfMonth(1);
        LocalDate tomorrow = today.plusDays(1);
        return switch (expression) {
            case LAST_24_HOURS -> new TimeRange(now.minus(24, ChronoUnit.HOURS), now, zone, expression);
            case LAST_7_DAYS -> days(today.minusDays(6), tomorrow, zone, expression);
            case LAST_30_DAYS -> days(today.minusDays(29), tomorrow, zone, expression);
            case LAST_90_DAYS -> days(today.minusDays(89), tomorrow, zone, expression);
            case TODAY -> days(today, tomorrow, zone, expression);
            case MONTH -> days(month, tomorrow, zone, expression);
            case LAST_MONTH -> days(month.minusMonths(1), month, zone, expression);
            case YEAR -> days(today.withDayOfYear(1), tomorrow, zone, expression);
            case CUSTOM ->
                throw new InvalidInputException(
                        "range", expression.key(), "between(from, to, zone) for a custom range");
        };
    }

    /**
     * Calendar days, today included.
     *
     * @param days how many, 1 or more
     * @param zone whose calendar counts
     * @param now the present
     * @return the range; its expression is {@link Expression#CUSTOM} where there is none for that number
     * @throws InvalidInputException if the number is below 1
     */
    public static TimeRange lastDays(int days, ZoneId zone, Instant now) {
        if (days < 1) {
            throw new InvalidInputException("days", Integer.toString(days), "1 or more");
        }
        Expression expression = switch (days) {
            case 7 -> Expression.LAST_7_DAYS;
            case 30 -> Expression.LAST_30_DAYS;
            case 90 -> Expression.LAST_90_DAYS;
            default -> Expression.CUSTOM;
        };
        LocalDate tomorrow = now.atZone(zone).toLocalDate().plusDays(1);
        return days(tomorrow.minusDays(days), tomorrow, zone, expression);
    }

    /**
     * From one instant to another.
     *
     * @param from the first instant
     * @param to the first instant after the range
     * @param zone whose calendar counts days in it
     * @return the range
     * @throws InvalidInputException if the end is before the beginning
     */
    public static TimeRange between(Instant from, Instant to, ZoneId zone) {
        return new TimeRange(from, to, zone, Expression.CUSTOM);
    }

    /**
     * From the beginning of one day to the beginning of another.
     *
     * @param from the first day
     * @param to the first day after the range
     * @param zone where the days begin
     * @return the range
     * @throws InvalidInputException if the end is before the beginning
     */
    public static TimeRange between(LocalDate from, LocalDate to, ZoneId zone) {
        return days(from, to, zone, Expression.CUSTOM);
    }

    /**
     * The range itself, where it is short enough.
     *
     * @param longest the longest range that is allowed, counted from {@code from} in the calendar of the zone
     * @return this range
     * @throws InvalidInputException if it is longer
     */
    public TimeRange atMost(TemporalAmount longest) {
        if (from.atZone(zone).plus(longest).toInstant().isBefore(to)) {
            throw new InvalidInputException("range", from + " to " + to, "at most " + longest);
        }
        return this;
    }

    /**
     * The period before, to compare with. For {@code last-month} the month before it; for {@code month} as many first
     * days of the month before, or all where it has fewer; for {@code year} the same days of the year before; for other
     * whole days as many days before; else as much time before.
     *
     * @return the period; its expression is {@link Expression#CUSTOM}
     * @throws InvalidInputException if it would begin before the year 1
     */
    public TimeRange previous() {
        LocalDate first = from.atZone(zone).toLocalDate();
        LocalDate end = to.atZone(zone).toLocalDate();
        boolean wholeDays = start(first, zone).equals(from) && start(end, zone).equals(to);
        if (!wholeDays || expression == Expression.LAST_24_HOURS) {
            return between(from.minus(Duration.between(from, to)), from, zone);
        }
        long days = ChronoUnit.DAYS.between(first, end);
        return switch (expression) {
            case LAST_MONTH -> between(first.minusMonths(1), first, zone);
            case MONTH -> {
                LocalDate before = first.minusMonths(1);
                yield between(before, before.plusDays(Math.min(days, before.lengthOfMonth())), zone);
            }
            case YEAR ->
                between(first.minusYears(1), end.minusDays(1).minusYears(1).plusDays(1), zone);
            default -> between(start(first.minusDays(days), zone), from, zone);
        };
    }

    /** Where a day begins. */
    static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** The query for the range. Entries are kept to the microsecond, so an edge moves to the next one unnoticed. */
    UsageQuery applyTo(UsageQuery query) {
        return query.between(toMicros(from), toMicros(to));
    }

    private static Instant toMicros(Instant edge) {
        Instant micros = edge.truncatedTo(ChronoUnit.MICROS);
        return micros.equals(edge) ? micros : micros.plus(1, ChronoUnit.MICROS);
    }

    private static TimeRange days(LocalDate from, LocalDate to, ZoneId zone, Expression expression) {
        if (to.isBefore(from)) {
            throw new InvalidInputException("to", to.toString(), "a date not before from, " + from);
        }
        return new TimeRange(start(from, zone), start(to, zone), zone, expression);
    }

    private static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new InvalidInputException(
                    "zone", name, "an IANA name such as " + Nearest.one(name, ZoneId.getAvailableZoneIds()));
        }
        return ZoneId.of(name);
    }

    private static Instant edge(@Nullable String text, String field, ZoneId zone) {
        if (text == null) {
            throw new InvalidInputException(field, "null", EDGES + ": range=custom has from and to");
        }
        try {
            Instant edge = text.indexOf('T') < 0 ? start(LocalDate.parse(text), zone) : Instant.parse(text);
            return checkEdge(edge, field);
        } catch (DateTimeException e) {
            throw new InvalidInputException(field, text, EDGES, e);
        }
    }

    private static Instant checkEdge(@Nullable Instant edge, String field) {
        Instant given = Given.notNull(edge, field, EDGES);
        if (given.isBefore(EARLIEST) || given.isAfter(LATEST)) {
            throw new InvalidInputException(field, given.toString(), EDGES);
        }
        return given;
    }
}
