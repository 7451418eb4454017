package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.internal.Pico;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change by an operator: of the credits, which is an adjustment, of settings, or of both in one entry.
 *
 * @param facts what every posting has
 * @param change what is changed
 * @param expectedSeq the version that the account must have, or null for any
 * @param correctsId the id of the posting that is corrected, or null
 */
public record UpdatePosting(
        Facts facts,
        Change change,
        @Nullable Long expectedSeq,
        @Nullable String correctsId) implements Posting {
    /**
     * What an update changes.
     *
     * @param increment by how many millionths of a credit, or null
     * @param set to how many millionths of a credit, or null; not beside an increment
     * @param refill new refill settings, or null
     * @param removeRefill whether refill settings end; not beside new ones
     * @param frozen whether the account is frozen from now on, or null for no change
     */
    public record Change(
            @Nullable Long increment,
            @Nullable Long set,
            @Nullable RefillSettings refill,
            boolean removeRefill,
            @Nullable Boolean frozen) {}

    @Override
    public Decision decide(Situation situation) {
        Entry existing = situation.known().byId(id());
        if (existing != null) {
            return Posting.compared(existing, facts);
        }
        // An account that was only opened is still as it was shown before it had an entry.
        long seq = situation.head().seq();
        if (expectedSeq != null && expectedSeq != seq && !(expectedSeq == 0 && seq == 1)) {
            return new Decision.Refuse(Decision.Reason.VERSION, "version " + seq + ", expected " + expectedSeq);
        }
        Entry corrected = correctsId == null ? null : situation.known().byId(correctsId);
        if (correctsId != null && corrected == null) {
            return new Decision.Refuse(Decision.Reason.REFERENCE, correctsId + ", which does not exist");
        }
        boolean adjusts = change.increment() != null || change.set() != null;
        AccountState state = situation.state();
        Draft draft = new Draft(facts, adjusts ? EntryKind.ADJUSTMENT : EntryKind.SETTINGS, state)
                .refersTo(corrected)
                .credits(delta(state));
        if (change.refill() != null || change.removeRefill()) {
            draft.refill = begun(change.refill(), situation.now());
            draft.due(draft.refill == null ? null : RefillPosting.nextDue(draft.refill));
        }
        if (change.frozen() != null) {
            draft.frozen = change.frozen();
        }
        return draft.apply();
    }

    @Override
    public @Nullable String reference() {
        return correctsId;
    }

    /**
     * Settings that begin: their number is that of the entry, which is not known yet. The period in which they begin gives
     * nothing; that is what start credits and updates are for.
     */
    static AccountState.@Nullable Refill begun(@Nullable RefillSettings settings, Instant now) {
        if (settings == null) {
            return null;
        }
        boolean counted = settings.policy() == RefillSettings.Policy.WHEN_EXHAUSTED;
        return new AccountState.Refill(settings, 0, counted ? 0 : RefillCalendar.periodAt(settings, now), null);
    }

    private long delta(AccountState state) {
        if (change.set() != null) {
            return Pico.subtract(change.set(), state.credits(), "change of the balance in USD at list price");
        }
        return change.increment() == null ? 0 : change.increment();
    }
}
