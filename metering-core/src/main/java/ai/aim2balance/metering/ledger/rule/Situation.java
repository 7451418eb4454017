package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import java.time.Instant;

/**
 * What a posting is decided on.
 *
 * @param head the account before it
 * @param known entries that it asks about
 * @param mode what the tenant's policy says the balance is for
 * @param now the node's own clock, to the microsecond
 */
public record Situation(Head head, Known known, BalanceMode mode, Instant now) {
    AccountState state() {
        return head.state();
    }

    /** By how much a price changes the credits: not at all where the tenant counts none. */
    long charge(long microCredits) {
        return mode == BalanceMode.OFF ? 0 : -microCredits;
    }
}
