package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.internal.Given;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all accounts of a tenant, and how new ones begin. Immutable and thread-safe.
 *
 * @param mode what balances are for
 * @param startCredits what a new account begins with: 0 or more, at most 6 decimals
 * @param refill the refill settings of a new account, or null for none
 */
public record TenantPolicy(
        BalanceMode mode, BigDecimal startCredits, @Nullable RefillPlan refill) {
    /** Balances are enforced, new accounts begin with nothing and get no refills. */
    public static final TenantPolicy DEFAULT = new TenantPolicy(BalanceMode.ENFORCED, BigDecimal.ZERO, null);

    /**
     * Checks the values.
     *
     * @throws InvalidInputException if the start credits are negative or have more than 6 decimals
     */
    public TenantPolicy {
        Given.notNull(mode, "balance mode", "ENFORCED, TRACKED, OFF");
        if (Credits.toMicro(startCredits, "startBalance") < 0) {
            throw new InvalidInputException("startBalance", startCredits.toPlainString(), "0 or more");
        }
    }

    /**
     * The same with another start.
     *
     * @param credits what a new account begins with
     * @return the policy
     */
    public TenantPolicy withStartCredits(BigDecimal credits) {
        return new TenantPolicy(mode, credits, refill);
    }

    /**
     * The same with refills.
     *
     * @param plan the refill settings of a new account, or null for none
     * @return the policy
     */
    public TenantPolicy withRefill(@Nullable RefillPlan plan) {
        return new TenantPolicy(mode, startCredits, plan);
    }

    /**
     * The same in another mode.
     *
     * @param other what balances are for
     * @return the policy
     */
    public TenantPolicy withMode(BalanceMode other) {
        return new TenantPolicy(other, startCredits, refill);
    }
}
