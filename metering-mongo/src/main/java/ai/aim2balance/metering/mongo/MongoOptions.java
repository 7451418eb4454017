package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.InvalidInputException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a store uses its MongoDB. Start with {@link #DEFAULT}; every step returns a copy. Immutable and thread-safe.
 *
 * @param collectionPrefix what the names of all collections begin with
 * @param schemaMode what is done about indexes when the store is opened
 * @param timeLimit how long a command of the ledger may take, on the server and in the driver, 100 milliseconds to 5
 *     minutes; a call that waits for a thread first hears of it after little more than twice that time
 * @param queryTimeLimit how long a query of the analytics may take, 100 milliseconds to 1 hour
 * @param clockSkew how far the clocks of nodes may differ, up to 5 minutes: the order of arrival waits for that long, and
 *     for twice the time limit
 * @param lanes how many batches are under way at once, 1 to 64; each needs a connection of the client's pool
 */
public record MongoOptions(
        String collectionPrefix,
        SchemaMode schemaMode,
        Duration timeLimit,
        Duration queryTimeLimit,
        Duration clockSkew,
        int lanes) {
    private static final Pattern PREFIX = Pattern.compile("[a-z_][a-z0-9_]{0,39}");
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration LONGEST_QUERY = Duration.ofHours(1);
    private static final int MOST_LANES = 64;

    /** Collections {@code metering_…}, indexes made where missing; 5 and 30 seconds; clocks 5 seconds apart; 4 lanes. */
    public static final MongoOptions DEFAULT = new MongoOptions(
            "metering_", SchemaMode.CREATE, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(5), 4);

    /**
     * Checks everything.
     *
     * @throws InvalidInputException if the prefix is no plain name, or a number or time is out of its range
     */
    public MongoOptions {
        if (collectionPrefix == null || !PREFIX.matcher(collectionPrefix).matches()) {
            throw new InvalidInputException(
                    "collectionPrefix",
                    String.valueOf(collectionPrefix),
                    "1 to 40 lower-case letters, digits and underscores, not beginning with a digit");
        }
        if (schemaMode == null) {
            throw new InvalidInputException("schemaMode", "null", "CREATE, VALIDATE, NONE");
        }
        checkTime("timeLimit", timeLimit, SHORTEST, LONGEST);
        checkTime("queryTimeLimit", queryTimeLimit, SHORTEST, LONGEST_QUERY);
        checkTime("clockSkew", clockSkew, Duration.ZERO, LONGEST);
        if (lanes < 1 || lanes > MOST_LANES) {
            throw new InvalidInputException("lanes", Integer.toString(lanes), "1 to " + MOST_LANES);
        }
    }

    private static void checkTime(String field, @Nullable Duration time, Duration shortest, Duration longest) {
        if (time == null || time.compareTo(shortest) < 0 || time.compareTo(longest) > 0) {
            throw new InvalidInputException(field, String.valueOf(time), shortest + " to " + longest);
        }
    }

    /**
     * Other names of collections.
     *
     * @param other the prefix
     * @return a copy
     */
    public MongoOptions withCollectionPrefix(String other) {
        return new MongoOptions(other, schemaMode, timeLimit, queryTimeLimit, clockSkew, lanes);
    }

    /**
     * Another way to treat indexes.
     *
     * @param other the mode
     * @return a copy
     */
    public MongoOptions withSchemaMode(SchemaMode other) {
        return new MongoOptions(collectionPrefix, other, timeLimit, queryTimeLimit, clockSkew, lanes);
    }

    /**
     * Another time limit of the ledger's commands.
     *
     * @param other the limit
     * @return a copy
     */
    public MongoOptions withTimeLimit(Duration other) {
        return new MongoOptions(collectionPrefix, schemaMode, other, queryTimeLimit, clockSkew, lanes);
    }

    /**
     * Another time limit of the analytics' queries.
     *
     * @param other the limit
     * @return a copy
     */
    public MongoOptions withQueryTimeLimit(Duration other) {
        return new MongoOptions(collectionPrefix, schemaMode, timeLimit, other, clockSkew, lanes);
    }

    /**
     * Another difference that the clocks of nodes may have.
     *
     * @param other the difference
     * @return a copy
     */
    public MongoOptions withClockSkew(Duration other) {
        return new MongoOptions(collectionPrefix, schemaMode, timeLimit, queryTimeLimit, other, lanes);
    }

    /**
     * Another number of batches at once.
     *
     * @param other the number
     * @return a copy
     */
    public MongoOptions withLanes(int other) {
        return new MongoOptions(collectionPrefix, schemaMode, timeLimit, queryTimeLimit, clockSkew, other);
    }

    /** How long an entry may be missing in the order of arrival: sent for one limit, under way in the server for another. */
    Duration arrivalLag() {
        return timeLimit.multipliedBy(2).plus(clockSkew);
    }
}
