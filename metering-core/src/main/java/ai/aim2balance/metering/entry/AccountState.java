package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Given;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account after one of its entries: the newest entry's state is the balance. Immutable and thread-safe.
 *
 * @param credits what the account has, in millionths of a credit; may be below zero, because used tokens are recorded
 * @param reserved what open holds set aside, 0 or more
 * @param openHolds how many holds are open, 0 or more
 * @param earliestExpiry no open hold expires before it; null where none is open
 * @param granted the credits right after the last opening, top-up, refill or positive adjustment: what alerts count from
 * @param mode what the balance is for
 * @param frozen whether checks and reservations are refused; what was used is recorded nonetheless
 * @param refill refill settings and what was given by them, or null
 * @param unknown fields that a newer version of this library wrote, each as JSON; with any of them nothing can be appended
 */
public record AccountState(
        long credits,
        long reserved,
        long openHolds,
        @Nullable Instant earliestExpiry,
        long granted,
        BalanceMode mode,
        boolean frozen,
        @Nullable Refill refill,
        Map<String, String> unknown) {

    /**
     * Refill settings in force, and what was given by them.
     *
     * @param settings the settings
     * @param settingsSeq the number of the entry that made them; part of the id of each refill
     * @param lastPeriod the newest period that was given, 0 where none was; for {@link
     *     RefillSettings.Policy#WHEN_EXHAUSTED} how many refills there were
     * @param lastRefill when credits were last given by these settings, or null
     */
    public record Refill(
            RefillSettings settings,
            long settingsSeq,
            long lastPeriod,
            @Nullable Instant lastRefill) {}

    /**
     * Checks the counts.
     *
     * @throws InvalidInputException if reserved credits or the number of holds are negative
     */
    public AccountState {
        Given.notNull(mode, "balance mode", "ENFORCED, TRACKED, OFF");
        if (reserved < 0 || openHolds < 0) {
            throw new InvalidInputException(
                    reserved < 0 ? "reserved" : "openHolds",
                    Long.toString(reserved < 0 ? reserved : openHolds),
                    "0 or more");
        }
        unknown = unknown.isEmpty() ? Map.of() : Map.copyOf(unknown);
    }

    /**
     * What can be spent or reserved.
     *
     * @return credits less reserved credits, in millionths; the lowest long where the difference is below it
     */
    public long available() {
        long available = credits - reserved;
        return credits < 0 && available > 0 ? Long.MIN_VALUE : available;
    }
}
