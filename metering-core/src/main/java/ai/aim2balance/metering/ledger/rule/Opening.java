package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.RefillSettings;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first entry of an account, by the tenant's policy for new accounts. */
public final class Opening {
    private Opening() {}

    /**
     * The entry with number 1.
     *
     * @param account the new account
     * @param startMicroCredits what it begins with
     * @param refill its refill settings, or null
     * @param mode what its balance is for
     * @param now when
     * @return the entry
     */
    public static Entry entry(
            AccountId account, long startMicroCredits, @Nullable RefillSettings refill, BalanceMode mode, Instant now) {
        Facts facts = new Facts(account, PostingIds.OPENING, Facts.IdSource.LEDGER, now, Fingerprint.NONE, Map.of());
        Head nothing = new Head(0, Transition.NOTHING, now, true);
        Draft draft = new Draft(facts, EntryKind.OPENING, Transition.NOTHING).credits(startMicroCredits);
        draft.refill = UpdatePosting.begun(refill, now);
        draft.due(draft.refill == null ? null : RefillPosting.nextDue(draft.refill));
        return draft.entry(new Situation(nothing, new Known(), mode, now));
    }
}
