package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.AccountId;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A level that an entry crossed. Levels count from the credits right after the last opening, top-up, refill or positive
 * adjustment; each entry crosses a level at most once, and rising above it again is none. Immutable and thread-safe.
 *
 * @param account whose
 * @param level which
 * @param seq the number of the entry that crossed it
 * @param credits the credits after it
 * @param granted the credits from which the level counts
 * @param at when the entry was booked
 */
public record Alert(AccountId account, Level level, long seq, BigDecimal credits, BigDecimal granted, Instant at) {
    /** How much is used. */
    public enum Level {
        /** 80 % are used. */
        USED_80(80),
        /** 95 % are used. */
        USED_95(95),
        /** Everything is used. */
        USED_100(100),
        /** More than everything: the balance is below zero. */
        BELOW_ZERO(100);

        private final int percent;

        Level(int percent) {
            this.percent = percent;
        }

        /**
         * The share at which it begins.
         *
         * @return percent of what was granted
         */
        public int percent() {
            return percent;
        }
    }
}
