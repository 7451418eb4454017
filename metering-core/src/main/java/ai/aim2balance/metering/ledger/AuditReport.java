package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.AccountId;
import java.math.BigDecimal;
import java.util.List;

/**
 * What an audit of one account found. Immutable and thread-safe.
 *
 * @param account whose
 * @param entries how many entries were read
 * @param fromSeq the number of the first of them
 * @param toSeq the number of the last of them; 0 where there is none
 * @param credits what the newest entry says the account has, 6 decimals
 * @param sum what all changes add up to, the state before the first entry included, 6 decimals
 * @param openHolds how many holds no entry has closed
 * @param problems what is wrong, each with its entry; at most 100
 */
public record AuditReport(
        AccountId account,
        long entries,
        long fromSeq,
        long toSeq,
        BigDecimal credits,
        BigDecimal sum,
        long openHolds,
        List<String> problems) {
    /** Copies the list. */
    public AuditReport {
        problems = List.copyOf(problems);
    }

    /**
     * Whether the chain proves its balance.
     *
     * @return true where nothing is wrong
     */
    public boolean isProven() {
        return problems.isEmpty();
    }
}
