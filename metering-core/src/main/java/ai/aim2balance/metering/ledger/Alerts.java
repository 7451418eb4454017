package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Alerts are crossings between the states before and after one entry, so each entry tells its own, for ever the same. */
final class Alerts {
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);
    private static final Alert.Level[] LEVELS = Alert.Level.values();

    private Alerts() {}

    /** The levels that an entry crossed downwards, the lowest first. */
    static List<Alert> of(Entry entry) {
        if (entry.creditsDelta() >= 0 || entry.kind() == EntryKind.OPENING) {
            return List.of();
        }
        long after = entry.stateAfter().credits();
        long before = after - entry.creditsDelta();
        List<Alert> alerts = new ArrayList<>(0);
        for (Alert.Level level : LEVELS) {
            long granted = entry.stateAfter().granted();
            if (reached(level, after, granted) && !reached(level, before, granted)) {
                alerts.add(new Alert(
                        entry.account(),
                        level,
                        entry.seq(),
                        Credits.of(after),
                        Credits.of(granted),
                        entry.recordedAt()));
            }
        }
        return alerts;
    }

    /** The share of what was granted that is used, in percent rounded down: 0 or more; 100 where nothing was granted. */
    static long usedPercent(long credits, long granted) {
        if (granted <= 0) {
            return credits > 0 ? 0 : 100;
        }
        return used(credits, granted)
                .max(BigInteger.ZERO)
                .multiply(HUNDRED)
                .divide(BigInteger.valueOf(granted))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValue();
    }

    private static boolean reached(Alert.Level level, long credits, long granted) {
        if (level == Alert.Level.BELOW_ZERO) {
            return credits < 0;
        }
        return granted > 0
                && used(credits, granted)
                                .multiply(HUNDRED)
                                .compareTo(BigInteger.valueOf(granted).multiply(BigInteger.valueOf(level.percent())))
                        >= 0;
    }

    private static BigInteger used(long credits, long granted) {
        return BigInteger.valueOf(granted).subtract(BigInteger.valueOf(credits));
    }
}
