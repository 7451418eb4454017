package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.RefillSettings;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * When refills are due and what they give. Pure functions of settings, state and the caller's clock; thread-safe.
 *
 * <p>Period n begins n intervals after the anchor, counted from the anchor itself in the zone of the settings. A local time
 * that the zone skips is later by the gap; of one that it has twice, the one with the anchor's offset counts, else the
 * earlier one. Periods never begin before the one before; where a zone skips a whole day, two begin at once, and the first
 * is empty. Settings whose calendar ends before a period begins say {@link Instant#MAX}.
 */
public final class RefillCalendar {
    /** The most refills that are due at once; the next call gives the next ones. */
    public static final int MOST_AT_ONCE = 1_000;

    private RefillCalendar() {}

    /**
     * One refill that is due.
     *
     * @param period the number of the period that it closes, above the state's last one; for {@link
     *     RefillSettings.Policy#WHEN_EXHAUSTED} the number of the refill
     * @param microCredits how much is added, in millionths of a credit; 0 where {@link RefillSettings.Policy#UP_TO} finds
     *     nothing to fill: it is booked nonetheless, because it closes the period
     */
    public record Due(long period, long microCredits) {}

    /**
     * The period that an instant is in.
     *
     * @param settings the settings
     * @param now any instant
     * @return the largest number of 0 or more whose period has begun; 0 before the anchor too
     */
    public static long periodAt(RefillSettings settings, Instant now) {
        return Anchored.of(settings).countAt(now);
    }

    /**
     * Where a period begins.
     *
     * @param settings the settings
     * @param period its number, 0 or more
     * @return the instant, or {@link Instant#MAX} where it is beyond the calendar
     * @throws InvalidInputException if the number is negative
     */
    public static Instant startOf(RefillSettings settings, long period) {
        if (period < 0) {
            throw new InvalidInputException("period", Long.toString(period), "0 or more");
        }
        return Anchored.of(settings).plus(period);
    }

    /**
     * When the next refill is due. It may be in the past: then it is due now, and for {@link
     * RefillSettings.Policy#WHEN_EXHAUSTED} as soon as the balance is used up.
     *
     * @param refill settings in force and what was given by them
     * @return for {@link RefillSettings.Policy#WHEN_EXHAUSTED} one interval after the last refill, or after the anchor
     *     where there was none; else the beginning of the period after the last one that was given; {@link Instant#MAX}
     *     where that is beyond the calendar
     */
    public static Instant next(AccountState.Refill refill) {
        RefillSettings settings = refill.settings();
        Instant last = refill.lastRefill();
        if (settings.policy() == RefillSettings.Policy.WHEN_EXHAUSTED) {
            return Anchored.at(last == null ? settings.anchor() : last, settings)
                    .plus(1);
        }
        return refill.lastPeriod() == Long.MAX_VALUE ? Instant.MAX : startOf(settings, refill.lastPeriod() + 1);
    }

    /**
     * What is due. A clock that was set back makes nothing due again, because only periods above the last one count.
     *
     * @param now the caller's clock
     * @param state the account
     * @param mode what the tenant's policy says the balance is for; the state has the mode of the newest entry
     * @param exhausted whether the credits that are available do not exceed what is to be paid; asked by {@link
     *     RefillSettings.Policy#WHEN_EXHAUSTED} alone
     * @return the refills in the order in which they are to be booked, at most {@value #MOST_AT_ONCE}; none where the
     *     account has no refill settings or its balance is {@link BalanceMode#OFF}, where no credits are counted
     */
    public static List<Due> due(Instant now, AccountState state, BalanceMode mode, boolean exhausted) {
        AccountState.Refill refill = state.refill();
        if (refill == null || mode == BalanceMode.OFF) {
            return List.of();
        }
        RefillSettings settings = refill.settings();
        if (settings.policy() == RefillSettings.Policy.WHEN_EXHAUSTED) {
            return exhausted && !now.isBefore(next(refill))
                    ? List.of(new Due(refill.lastPeriod() + 1, settings.microCredits()))
                    : List.of();
        }
        long newest = periodAt(settings, now);
        if (newest <= refill.lastPeriod()) {
            return List.of();
        }
        if (settings.policy() == RefillSettings.Policy.UP_TO || settings.missed() == RefillSettings.Missed.SKIP) {
            return List.of(new Due(newest, amount(settings, state)));
        }
        return LongStream.rangeClosed(refill.lastPeriod() + 1, newest)
                .limit(MOST_AT_ONCE)
                .mapToObj(period -> new Due(period, settings.microCredits()))
                .toList();
    }

    /**
     * What one refill gives.
     *
     * @param settings the settings
     * @param state the account before it
     * @return millionths of a credit, 0 or more
     */
    public static long amount(RefillSettings settings, AccountState state) {
        return settings.policy() == RefillSettings.Policy.UP_TO
                ? missing(settings.microCredits(), state.credits())
                : settings.microCredits();
    }

    /** What fills up to the level; as much as one amount can hold where the debt is larger. */
    private static long missing(long level, long credits) {
        if (credits >= level) {
            return 0;
        }
        long missing = level - credits;
        return missing > 0 ? missing : Long.MAX_VALUE;
    }
}
