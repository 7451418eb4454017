package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.internal.Given;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When accounts are given credits by themselves, before it is known when they begin. Immutable and thread-safe.
 *
 * @param policy when credits are given
 * @param credits how many, or the level for {@link RefillSettings.Policy#UP_TO}; above 0, at most 6 decimals
 * @param intervalValue how many units one period has, 1 to 10,000
 * @param intervalUnit the unit of a period
 * @param zone whose calendar counts days, weeks and months
 * @param missed what several periods that passed unnoticed mean
 * @param anchor from when periods are counted, or null for the moment in which the account or the setting begins
 */
public record RefillPlan(
        RefillSettings.Policy policy,
        BigDecimal credits,
        int intervalValue,
        RefillSettings.Unit intervalUnit,
        ZoneId zone,
        RefillSettings.Missed missed,
        @Nullable Instant anchor) {
    /**
     * Checks the values.
     *
     * @throws ai.aim2balance.metering.InvalidInputException if a value is out of its range
     */
    public RefillPlan {
        Given.notNull(zone, "refill zone", "a time zone");
        settings(policy, credits, intervalValue, intervalUnit, zone, missed, Instant.EPOCH);
    }

    /**
     * As LibreChat: credits are added when a check finds the balance used up and an interval has passed.
     *
     * @param credits how many are added
     * @param intervalValue how many units must have passed
     * @param intervalUnit the unit
     * @param zone whose calendar counts
     * @return the plan
     */
    public static RefillPlan whenExhausted(
            BigDecimal credits, int intervalValue, RefillSettings.Unit intervalUnit, ZoneId zone) {
        return skipping(RefillSettings.Policy.WHEN_EXHAUSTED, credits, intervalValue, intervalUnit, zone);
    }

    /**
     * Credits are added at the beginning of every period; of periods that passed unnoticed, one.
     *
     * @param credits how many are added
     * @param intervalValue how many units one period has
     * @param intervalUnit the unit
     * @param zone whose calendar counts
     * @return the plan
     */
    public static RefillPlan every(
            BigDecimal credits, int intervalValue, RefillSettings.Unit intervalUnit, ZoneId zone) {
        return skipping(RefillSettings.Policy.EVERY_PERIOD, credits, intervalValue, intervalUnit, zone);
    }

    /**
     * Credits are filled up to a level at the beginning of every period.
     *
     * @param credits the level
     * @param intervalValue how many units one period has
     * @param intervalUnit the unit
     * @param zone whose calendar counts
     * @return the plan
     */
    public static RefillPlan upTo(
            BigDecimal credits, int intervalValue, RefillSettings.Unit intervalUnit, ZoneId zone) {
        return skipping(RefillSettings.Policy.UP_TO, credits, intervalValue, intervalUnit, zone);
    }

    private static RefillPlan skipping(
            RefillSettings.Policy policy,
            BigDecimal credits,
            int intervalValue,
            RefillSettings.Unit intervalUnit,
            ZoneId zone) {
        return new RefillPlan(policy, credits, intervalValue, intervalUnit, zone, RefillSettings.Missed.SKIP, null);
    }

    /**
     * The same plan, counted from a fixed instant, such as the first of a month.
     *
     * @param from where period 0 begins
     * @return the plan
     */
    public RefillPlan anchoredAt(Instant from) {
        Given.notNull(from, "refill anchor", "an instant");
        return new RefillPlan(policy, credits, intervalValue, intervalUnit, zone, missed, from);
    }

    /** The settings of an account that begins now. */
    RefillSettings beginning(Instant now) {
        return settings(policy, credits, intervalValue, intervalUnit, zone, missed, anchor == null ? now : anchor);
    }

    /** The plan as facts of a fingerprint: amounts that are equal are written alike. */
    String facts() {
        return beginning(Instant.EPOCH) + ", " + (anchor == null ? "from the beginning" : "anchored");
    }

    private static RefillSettings settings(
            RefillSettings.Policy policy,
            BigDecimal credits,
            int intervalValue,
            RefillSettings.Unit intervalUnit,
            ZoneId zone,
            RefillSettings.Missed missed,
            Instant anchor) {
        return new RefillSettings(
                policy, Credits.toMicro(credits, "refillAmount"), intervalValue, intervalUnit, zone, anchor, missed);
    }
}
