package ai.aim2balance.metering.jdbc;

import ai.aim2balance.metering.InvalidInputException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a store uses its database. Start with {@link #DEFAULT}; every step returns a copy. Immutable and thread-safe.
 *
 * @param tablePrefix what the names of all tables, views and indexes begin with, such as {@code metering_} or, with a
 *     schema, {@code billing.metering_}
 * @param schemaMode what is done about tables when the store is opened
 * @param timeLimit how long a statement of the ledger may take, 100 milliseconds to 5 minutes; a call that waits for a
 *     connection, then for its statement, hears of it after little more than twice that time
 * @param queryTimeLimit how long a statement of the analytics may take, 100 milliseconds to 1 hour
 * @param lanes how many batches are under way at once, 1 to 64; each needs a connection. An embedded database has one
 *     lane, whatever is said here
 */
public record JdbcOptions(
        String tablePrefix, SchemaMode schemaMode, Duration timeLimit, Duration queryTimeLimit, int lanes) {
    private static final Pattern PREFIX = Pattern.compile("([a-z_][a-z0-9_]{0,30}\\.)?[a-z_][a-z0-9_]{0,29}");
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration LONGEST_QUERY = Duration.ofHours(1);
    private static final int MOST_LANES = 64;

    /** Tables {@code metering_…}, created where missing; 5 and 30 seconds; 4 lanes. */
    public static final JdbcOptions DEFAULT =
            new JdbcOptions("metering_", SchemaMode.CREATE, Duration.ofSeconds(5), Duration.ofSeconds(30), 4);

    /**
     * Checks everything.
     *
     * @throws InvalidInputException if the prefix is no plain name, or a number or time is out of its range
     */
    public JdbcOptions {
        given(schemaMode, "schemaMode", "CREATE, VALIDATE, NONE");
        if (!PREFIX.matcher(given(tablePrefix, "tablePrefix", "a name")).matches()) {
            throw new InvalidInputException(
                    "tablePrefix",
                    tablePrefix,
                    "lower-case letters, digits and underscores, at most 30, behind a schema and a dot if wanted");
        }
        checkTime("timeLimit", timeLimit, LONGEST);
        checkTime("queryTimeLimit", queryTimeLimit, LONGEST_QUERY);
        if (lanes < 1 || lanes > MOST_LANES) {
            throw new InvalidInputException("lanes", Integer.toString(lanes), "1 to " + MOST_LANES);
        }
    }

    private static <T> T given(@Nullable T value, String field, String allowed) {
        if (value == null) {
            throw new InvalidInputException(field, "null", allowed);
        }
        return value;
    }

    private static void checkTime(String field, Duration time, Duration longest) {
        given(time, field, "a time");
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(longest) > 0) {
            throw new InvalidInputException(field, time.toString(), SHORTEST + " to " + longest);
        }
    }

    /**
     * Other names of tables.
     *
     * @param other the prefix
     * @return a copy
     */
    public JdbcOptions withTablePrefix(String other) {
        return new JdbcOptions(other, schemaMode, timeLimit, queryTimeLimit, lanes);
    }

    /**
     * Another way to treat tables.
     *
     * @param other the mode
     * @return a copy
     */
    public JdbcOptions withSchemaMode(SchemaMode other) {
        return new JdbcOptions(tablePrefix, other, timeLimit, queryTimeLimit, lanes);
    }

    /**
     * Another time limit of the ledger's statements.
     *
     * @param other the limit
     * @return a copy
     */
    public JdbcOptions withTimeLimit(Duration other) {
        return new JdbcOptions(tablePrefix, schemaMode, other, queryTimeLimit, lanes);
    }

    /**
     * Another time limit of the analytics' statements.
     *
     * @param other the limit
     * @return a copy
     */
    public JdbcOptions withQueryTimeLimit(Duration other) {
        return new JdbcOptions(tablePrefix, schemaMode, timeLimit, other, lanes);
    }

    /**
     * Another number of lanes.
     *
     * @param other how many
     * @return a copy
     */
    public JdbcOptions withLanes(int other) {
        return new JdbcOptions(tablePrefix, schemaMode, timeLimit, queryTimeLimit, other);
    }
}
