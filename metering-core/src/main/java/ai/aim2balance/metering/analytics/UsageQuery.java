package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which entries with usage are meant, how they are grouped, and in which order and portion they are listed: the one form
 * of question that a store translates. Start with a scope and add; every step returns a new query. Immutable and
 * thread-safe.
 *
 * <p>Only entries that carry usage are meant: spends, settled holds, and their refunds.
 */
public final class UsageQuery {
    /** The width to which widths of time buckets are multiples: every zone's offset is one of it. */
    public static final Duration FINEST_BUCKET = Duration.ofMinutes(15);

    /** The most values that one filter may have. */
    public static final int MOST_VALUES = 20;

    /** The most rows of one portion. */
    public static final int MOST_ROWS = 10_001;

    private static final int LONGEST_TEXT = 256;
    private static final int LONGEST_SEARCH = 64;
    private static final Duration WIDEST_BUCKET = Duration.ofDays(1);

    private final QueryParts parts;

    private UsageQuery(QueryParts parts) {
        this.parts = parts;
    }

    /**
     * All usage of a scope.
     *
     * @param scope whose entries
     * @return the query, newest entries first, in portions of 20
     */
    public static UsageQuery of(Scope scope) {
        return new UsageQuery(
                QueryParts.of(Given.notNull(scope, "scope", "an account, a tenant or all tenants"), MOST_VALUES));
    }

    /**
     * The same question for another scope, such as one user of a tenant.
     *
     * @param narrower whose entries; must lie inside the scope so far
     * @return the narrowed query
     * @throws InvalidInputException if it does not
     */
    public UsageQuery within(Scope narrower) {
        Scope scope = parts.scope();
        boolean inside = (scope.tenant() == null || scope.tenant().equals(narrower.tenant()))
                && (scope.user() == null || scope.user().equals(narrower.user()));
        if (!inside) {
            throw new InvalidInputException("scope", narrower.toString(), "a part of " + scope);
        }
        return new UsageQuery(parts.withScope(narrower));
    }

    /**
     * Only what happened in a time: half-open.
     *
     * @param from the first instant, or null for all from the beginning
     * @param to the first instant after it, or null for no end
     * @return the narrowed query
     * @throws InvalidInputException if the end is before the beginning
     */
    public UsageQuery between(@Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && to.isBefore(from)) {
            throw new InvalidInputException("to", to.toString(), "an instant not before from, " + from);
        }
        return new UsageQuery(parts.withTime(from, to));
    }

    /**
     * Only what was booked by some instant, so that pages do not shift while entries are added.
     *
     * @param asOf the last instant of booking that is seen, or null for all
     * @return the narrowed query
     */
    public UsageQuery asOf(@Nullable Instant asOf) {
        return new UsageQuery(parts.withAsOf(asOf));
    }

    /**
     * Only entries whose dimension has one of some values.
     *
     * @param dimension the dimension
     * @param values 1 to 20 exact values
     * @return the narrowed query
     * @throws InvalidInputException if there is no value or there are too many, a value is no plain text, or the
     *     dimension has a filter already
     */
    public UsageQuery where(Dimension dimension, Collection<String> values) {
        Given.notNull(dimension, "filter", "a dimension");
        if (values.isEmpty() || values.size() > MOST_VALUES) {
            throw new InvalidInputException(
                    dimension.key(), values.size() + " values", "1 to " + MOST_VALUES + " values");
        }
        if (parts.filters().containsKey(dimension)) {
            throw new InvalidInputException(dimension.key(), values.toString(), "one filter for each dimension");
        }
        Set<String> copy = new TreeSet<>();
        values.forEach(value -> copy.add(Texts.name(value, dimension.key(), LONGEST_TEXT)));
        Map<Dimension, Set<String>> more = new EnumMap<>(Dimension.class);
        more.putAll(parts.filters());
        more.put(dimension, Collections.unmodifiableSet(copy));
        return new UsageQuery(parts.withFilters(Collections.unmodifiableMap(more)));
    }

    /**
     * Only entries in which a text occurs: in project, provider, model, user, request type or endpoint, in any case of
     * ASCII letters, taken literally.
     *
     * @param text 1 to 64 characters, or null for all
     * @return the narrowed query
     * @throws InvalidInputException if it is longer or no plain text
     */
    public UsageQuery search(@Nullable String text) {
        return new UsageQuery(parts.withSearch(Texts.optional(text, "q", LONGEST_SEARCH)));
    }

    /**
     * Sums for each combination of values of some dimensions.
     *
     * @param dimensions none for one sum of all
     * @return the grouped query
     */
    public UsageQuery groupBy(Collection<Dimension> dimensions) {
        Set<Dimension> grouped =
                dimensions.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(dimensions));
        return new UsageQuery(parts.withGroupBy(grouped));
    }

    /**
     * Sums for each span of time besides.
     *
     * @param width 15 minutes or a multiple that divides a day; spans begin at midnight UTC; null for none
     * @return the grouped query
     * @throws InvalidInputException if the width is no such span
     */
    public UsageQuery bucket(@Nullable Duration width) {
        if (width != null
                && (width.compareTo(FINEST_BUCKET) < 0
                        || width.toSeconds() % FINEST_BUCKET.toSeconds() != 0
                        || !width.truncatedTo(ChronoUnit.SECONDS).equals(width)
                        || WIDEST_BUCKET.toSeconds() % width.toSeconds() != 0)) {
            throw new InvalidInputException("bucket", width.toString(), "a multiple of PT15M that divides P1D");
        }
        return new UsageQuery(parts.withBucket(width));
    }

    /**
     * The order of listed entries: by time, account, number.
     *
     * @param newestFirst false for the oldest first
     * @return the ordered query
     */
    public UsageQuery newestFirst(boolean newestFirst) {
        return new UsageQuery(parts.withNewestFirst(newestFirst));
    }

    /**
     * Which portion of the listed entries.
     *
     * @param after the entry before the portion, or null for the beginning
     * @param offset how many entries behind that are passed over, 0 or more
     * @param limit how many are listed at most, 1 to 10,001
     * @return the query for that portion
     * @throws InvalidInputException if a number is out of its range
     */
    public UsageQuery portion(@Nullable LogPosition after, int offset, int limit) {
        if (offset < 0) {
            throw new InvalidInputException("offset", Integer.toString(offset), "0 or more");
        }
        if (limit < 1 || limit > MOST_ROWS) {
            throw new InvalidInputException("limit", Integer.toString(limit), "1 to " + MOST_ROWS);
        }
        return new UsageQuery(parts.withPortion(new QueryParts.Portion(after, offset, limit)));
    }

    /**
     * Whose entries.
     *
     * @return the scope
     */
    public Scope scope() {
        return parts.scope();
    }

    /**
     * Where the time begins.
     *
     * @return the first instant, or null for the beginning
     */
    public @Nullable Instant from() {
        return parts.from();
    }

    /**
     * Where the time ends.
     *
     * @return the first instant after it, or null for no end
     */
    public @Nullable Instant to() {
        return parts.to();
    }

    /**
     * By when an entry must have been booked.
     *
     * @return the last instant that is seen, or null for all
     */
    public @Nullable Instant asOf() {
        return parts.asOf();
    }

    /**
     * The filters.
     *
     * @return allowed values by dimension
     */
    public Map<Dimension, Set<String>> filters() {
        return parts.filters();
    }

    /**
     * What is searched for.
     *
     * @return a literal text, or null
     */
    public @Nullable String search() {
        return parts.search();
    }

    /**
     * What is grouped by.
     *
     * @return the dimensions; empty for one sum
     */
    public Set<Dimension> groupBy() {
        return parts.groupBy();
    }

    /**
     * The width of the spans of time.
     *
     * @return a multiple of 15 minutes, or null for none
     */
    public @Nullable Duration bucket() {
        return parts.bucket();
    }

    /**
     * The order of listed entries.
     *
     * @return true for the newest first
     */
    public boolean isNewestFirst() {
        return parts.newestFirst();
    }

    /**
     * Behind which entry the portion begins.
     *
     * @return its place, or null for the beginning
     */
    public @Nullable LogPosition after() {
        return parts.portion().after();
    }

    /**
     * How many entries are passed over.
     *
     * @return 0 or more
     */
    public int offset() {
        return parts.portion().offset();
    }

    /**
     * How many entries are listed.
     *
     * @return 1 to 10,001
     */
    public int limit() {
        return parts.portion().limit();
    }
}
