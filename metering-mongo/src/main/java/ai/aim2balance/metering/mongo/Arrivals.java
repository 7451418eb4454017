package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Micros;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Ids of documents, whose order is the order of arrival: 4 bytes of seconds, as in every {@link ObjectId}, then 20 bits of
 * microseconds and 44 bits that differ for each node. A node's ids always grow, and are above those of every document that it
 * has seen: so an account's entries arrive in the order of their numbers, whatever the clocks say. Thread-safe.
 */
final class Arrivals {
    private static final int NODE_BITS = 44;
    private static final long MICROS_PER_SECOND = TimeUnit.SECONDS.toMicros(1);

    /** Nobody follows a clock that is further ahead. */
    private static final long MOST_AHEAD = TimeUnit.MINUTES.toMicros(5);

    private static final String BEGINNING = "0".repeat(24);

    private final long node = new SecureRandom().nextLong() >>> (Long.SIZE - NODE_BITS);
    private final AtomicLong last = new AtomicLong();
    private final long lag;

    Arrivals(Duration lag) {
        this.lag = TimeUnit.NANOSECONDS.toMicros(lag.toNanos());
    }

    /** The id of the next document. */
    ObjectId next() {
        long now = now();
        return id(last.updateAndGet(before -> Math.max(before + 1, now)), node);
    }

    /** A document that was read: what is written from now on is behind it. */
    void seen(ObjectId id) {
        ByteBuffer bytes = ByteBuffer.wrap(id.toByteArray());
        long seconds = Integer.toUnsignedLong(bytes.getInt());
        long stamp = seconds * MICROS_PER_SECOND + (bytes.getLong() >>> NODE_BITS);
        if (stamp > last.get() && stamp < now() + MOST_AHEAD) {
            last.accumulateAndGet(stamp, Math::max);
        }
    }

    /** Before this, nothing can appear any more. */
    ObjectId settled() {
        return id(now() - lag, 0);
    }

    /** Before this, everything is older than some time. */
    static ObjectId before(Duration age) {
        return id(now() - TimeUnit.NANOSECONDS.toMicros(age.toNanos()), 0);
    }

    /** The place that a cursor names. */
    static ObjectId place(@Nullable String cursor) {
        String hex = cursor == null ? BEGINNING : cursor;
        if (!ObjectId.isValid(hex)) {
            throw new InvalidInputException("cursor", hex, "a cursor that this store gave");
        }
        return new ObjectId(hex);
    }

    private static ObjectId id(long stamp, long node) {
        return new ObjectId(ByteBuffer.allocate(12)
                .putInt((int) (stamp / MICROS_PER_SECOND))
                .putLong((stamp % MICROS_PER_SECOND) << NODE_BITS | node)
                .array());
    }

    private static long now() {
        return Micros.of(Instant.now());
    }
}
