package ai.aim2balance.metering.tck;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What refills must do, said by counting.
 *
 * @param kind one of the four kinds of settings in {@link Call.Kind}
 * @param seq the number of the entry that made the settings
 */
record RefillModel(
        Call.Kind kind,
        BigInteger amount,
        Instant anchor,
        long seq,
        long lastPeriod,
        @Nullable Instant lastRefill) {
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    static RefillModel begun(Call.Kind kind, long amount, Instant now, long seq) {
        return new RefillModel(kind, BigInteger.valueOf(amount), now, seq, 0, null);
    }

    RefillModel given(long period, Instant now) {
        return new RefillModel(kind, amount, anchor, seq, period, now);
    }

    /** The period that an instant is in. */
    long periodAt(Instant now) {
        if (now.isBefore(anchor)) {
            return 0;
        }
        if (kind != Call.Kind.EVERY_MONTH) {
            return Duration.between(anchor, now).dividedBy(length());
        }
        ZonedDateTime start = anchor.atZone(ZONE);
        long month = 0;
        while (!start.plusMonths(month + 1).toInstant().isAfter(now)) {
            month++;
        }
        return month;
    }

    private Duration length() {
        return kind == Call.Kind.EACH_HOUR ? Duration.ofHours(1) : Duration.ofMinutes(1);
    }

    /** The refill that must come next, or 0 where none is due. */
    long due(Instant now, boolean exhausted) {
        if (kind == Call.Kind.WHEN_EXHAUSTED) {
            Instant last = lastRefill == null ? anchor : lastRefill;
            return exhausted && !now.isBefore(last.plus(length())) ? lastPeriod + 1 : 0;
        }
        long newest = periodAt(now);
        if (newest <= lastPeriod) {
            return 0;
        }
        return kind == Call.Kind.EACH_HOUR ? lastPeriod + 1 : newest;
    }

    BigInteger gives(BigInteger credits) {
        return kind == Call.Kind.UP_TO_EVERY_MINUTE ? amount.subtract(credits).max(BigInteger.ZERO) : amount;
    }
}
