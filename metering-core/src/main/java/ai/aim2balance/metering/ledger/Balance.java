package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.RefillSettings;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account's balance at one moment. Immutable and thread-safe.
 *
 * @param account whose
 * @param tokenCredits what the account has, 6 decimals; may be below zero
 * @param reservedCredits what open holds set aside, 6 decimals
 * @param openHolds how many holds are open
 * @param mode what the balance is for
 * @param frozen whether checks and reservations are refused
 * @param usedPercent how much of what was last granted is used, 0 or more, rounded down
 * @param refill refill settings, or null
 * @param lastRefill when credits were last given by them, or null
 * @param nextRefill when they are next given, or null where they are not; in the past where that is due
 * @param version the number of the account's newest entry, 0 where it has none yet
 * @param asOf when that entry was booked, or when the balance was read where there is none
 */
public record Balance(
        AccountId account,
        BigDecimal tokenCredits,
        BigDecimal reservedCredits,
        long openHolds,
        BalanceMode mode,
        boolean frozen,
        long usedPercent,
        @Nullable RefillSettings refill,
        @Nullable Instant lastRefill,
        @Nullable Instant nextRefill,
        long version,
        Instant asOf) {
    /**
     * What can be spent or reserved.
     *
     * @return credits less reserved credits, 6 decimals
     */
    public BigDecimal availableCredits() {
        return tokenCredits.subtract(reservedCredits);
    }
}
