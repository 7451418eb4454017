package ai.aim2balance.metering.analytics;

import ai.aim2balance.metering.analytics.UsageLog.Status;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.pricing.PriceFlag;
import ai.aim2balance.metering.usage.UsageFlag;
import java.util.Collections;
import java.util.Set;

/** Says what to think of a row of the log. */
final class LogStatus {
    private static final String CALL_FAILED = "failed";
    private static final String CALL_ABORTED = "incomplete";
    private static final Set<String> NOT_PRICED =
            Set.of(PriceFlag.FALLBACK_PRICE.key(), PriceFlag.PARKED_PRICE.key(), PriceFlag.UNPRICED_UNIT.key());
    private static final Set<String> NOT_COUNTED =
            Set.of(CALL_ABORTED, UsageFlag.LOST_TOKENS.key(), UsageFlag.UNKNOWN_INPUT.key());
    private static final Set<String> NOT_CERTAIN =
            Set.of(UsageFlag.ESTIMATED.key(), UsageFlag.DERIVED.key(), UsageFlag.INCONSISTENT.key());

    private LogStatus() {}

    /** The one place that says which flags, contexts and counts of a record make which status. */
    static Status of(UsageRecord usage) {
        String context = usage.call().context();
        Set<String> flags = usage.flags();
        if (CALL_FAILED.equals(context) || flags.contains(CALL_FAILED)) {
            return Status.FAILED;
        }
        if (usage.amounts().unpricedRequests() != 0 || !Collections.disjoint(flags, NOT_PRICED)) {
            return Status.UNPRICED;
        }
        if (CALL_ABORTED.equals(context) || !Collections.disjoint(flags, NOT_COUNTED)) {
            return Status.INCOMPLETE;
        }
        return Collections.disjoint(flags, NOT_CERTAIN) ? Status.COMPLETE : Status.ESTIMATED;
    }
}
