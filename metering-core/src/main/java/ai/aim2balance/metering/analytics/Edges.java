package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.UsageSeries.Bucket;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the points of a series begin and end: the beginning of the range, each beginning of a bucket inside it, the end of
 * the range. Here calendars are folded: stores count in spans of UTC only.
 *
 * @param bucket the bucket, chosen where it was left open
 * @param instants rising, one more than points; empty for an empty range
 */
record Edges(Bucket bucket, List<Instant> instants) {
    private static final long QUARTER = UsageQuery.FINEST_BUCKET.toSeconds();
    private static final long HOUR = Duration.ofHours(1).toSeconds();
    private static final BigInteger DAY = BigInteger.valueOf(Duration.ofDays(1).toSeconds());

    static Edges of(TimeRange range, Bucket bucket) {
        if (bucket == Bucket.AUTO) {
            return chosen(range);
        }
        List<Instant> instants = instants(range, bucket, UsageSeries.MOST_POINTS);
        if (instants.size() - 1 > UsageSeries.MOST_POINTS) {
            throw new InvalidInputException(
                    "bucket",
                    bucket.key(),
                    "a bucket that makes at most " + UsageSeries.MOST_POINTS + " points of the range " + range.from()
                            + " to " + range.to());
        }
        return new Edges(bucket, instants);
    }

    private static Edges chosen(TimeRange range) {
        for (Bucket bucket : List.of(Bucket.QUARTER_HOUR, Bucket.HOUR, Bucket.DAY, Bucket.WEEK)) {
            List<Instant> instants = instants(range, bucket, UsageSeries.MOST_AUTO_POINTS);
            if (instants.size() - 1 <= UsageSeries.MOST_AUTO_POINTS) {
                return new Edges(bucket, instants);
            }
        }
        return of(range, Bucket.MONTH);
    }

    /** How many points there are. */
    int points() {
        return Math.max(0, instants.size() - 1);
    }

    /** The point to which a span of UTC belongs; one that begins before the range belongs to the first. */
    int pointOf(@Nullable Instant span) {
        if (span == null || span.isBefore(instants.get(0))) {
            return 0;
        }
        int found = Collections.binarySearch(instants, span);
        return found >= 0 ? found : -found - 2;
    }

    /**
     * The widest span of UTC that no inner edge divides, so that spans fold into points exactly. The outer edges do not
     * matter: a source filters by time before it sums.
     *
     * @return a multiple of 15 minutes that divides a day, or null where there is one point only
     * @throws InvalidInputException if an edge lies between quarters of an hour, as in zones before they had whole ones
     */
    @Nullable
    Duration span(ZoneId zone) {
        if (points() <= 1) {
            return null;
        }
        BigInteger span = DAY;
        for (Instant edge : instants.subList(1, points())) {
            span = span.gcd(BigInteger.valueOf(edge.getEpochSecond()));
        }
        if (span.longValueExact() % QUARTER != 0) {
            throw new InvalidInputException(
                    "zone",
                    zone.getId(),
                    "for a series in this range a zone whose offset from UTC is a multiple of 15 minutes, such as UTC");
        }
        return Duration.ofSeconds(span.longValueExact());
    }

    /** Not many more edges than are needed to see that there are too many. */
    private static List<Instant> instants(TimeRange range, Bucket bucket, int most) {
        List<Instant> edges = new ArrayList<>();
        if (!range.from().isBefore(range.to())) {
            return edges;
        }
        edges.add(range.from());
        switch (bucket) {
            case QUARTER_HOUR -> addClock(edges, range, QUARTER, most);
            case HOUR -> addClock(edges, range, HOUR, most);
            default -> addCalendar(edges, range, bucket, most);
        }
        edges.add(range.to());
        return edges;
    }

    private static void addCalendar(List<Instant> edges, TimeRange range, Bucket bucket, int most) {
        // a day before: where the clock is set back over midnight, a date goes on after the next one has begun
        LocalDate day = range.from().atZone(range.zone()).toLocalDate().minusDays(1);
        LocalDate first = switch (bucket) {
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            default -> day;
        };
        Period step = switch (bucket) {
            case WEEK -> Period.ofWeeks(1);
            case MONTH -> Period.ofMonths(1);
            default -> Period.ofDays(1);
        };
        for (LocalDate date = first; edges.size() <= most + 1; date = date.plus(step)) {
            Instant start = TimeRange.start(date, range.zone());
            if (!start.isBefore(range.to())) {
                return;
            }
            if (start.isAfter(edges.get(edges.size() - 1))) {
                edges.add(start);
            }
        }
    }

    /** Between two changes of the clock the offset is the same, and local time is a shifted UTC. */
    private static void addClock(List<Instant> edges, TimeRange range, long step, int most) {
        ZoneRules rules = range.zone().getRules();
        Instant from = range.from();
        while (from.isBefore(range.to())) {
            ZoneOffsetTransition change = rules.nextTransition(from);
            Instant end = change == null || change.getInstant().isAfter(range.to()) ? range.to() : change.getInstant();
            long offset = rules.getOffset(from).getTotalSeconds();
            long local = Math.floorDiv(from.getEpochSecond() + offset, step) * step;
            for (Instant edge = Instant.ofEpochSecond(local - offset);
                    edge.isBefore(end);
                    edge = edge.plusSeconds(step)) {
                if (!edge.isBefore(from) && edge.isAfter(edges.get(edges.size() - 1))) {
                    edges.add(edge);
                    if (edges.size() > most + 1) {
                        return;
                    }
                }
            }
            from = end;
        }
    }
}
