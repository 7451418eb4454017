package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import ai.aim2balance.metering.usage.UsageFlag;
import ai.aim2balance.metering.usage.UsageReading;
import org.jspecify.annotations.Nullable;

/** The id of a response as a posting id, where it is known to be that response's alone and the counts are final. */
final class DerivedIds {
    private DerivedIds() {}

    /** {@code <provider>/<api>/<response id>#<leg>}: leg 0 is the call, the records beside it follow in their order. */
    static @Nullable String of(AccountId account, UsageReading call, int leg) {
        String id = call.uniqueId();
        if (id == null || call.part() != null || call.flags().contains(UsageFlag.UNKNOWN_INPUT)) {
            return null;
        }
        String posting = id + "#" + leg;
        return PostingIds.isAllowed(account, posting) ? posting : null;
    }
}
