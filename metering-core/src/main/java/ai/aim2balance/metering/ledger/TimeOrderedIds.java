package ai.aim2balance.metering.ledger;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.UUID;

/** Ids that nobody else has: UUID version 7 of RFC 9562, whose first 48 bits are the time in milliseconds. */
final class TimeOrderedIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_MASK = 0x3fff_ffff_ffff_ffffL;

    /** Seeded apart on each thread by the system's entropy, so that neither threads nor nodes repeat each other. */
    private static final ThreadLocal<SplittableRandom> RANDOM =
            ThreadLocal.withInitial(() -> new SplittableRandom(new SecureRandom().nextLong()));

    private TimeOrderedIds() {}

    static String next() {
        SplittableRandom random = RANDOM.get();
        long high = System.currentTimeMillis() << 16 | VERSION_7 | (random.nextInt() & 0xfff);
        long low = (random.nextLong() & VARIANT_MASK) | VARIANT;
        return new UUID(high, low).toString();
    }
}
