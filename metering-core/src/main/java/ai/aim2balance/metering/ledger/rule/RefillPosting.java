package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.internal.Microseconds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Credits that the account's settings give for one period. Its id is made of the settings and the period, so that any
 * number of nodes book it once.
 *
 * @param facts what every posting has; the id is {@link PostingIds#refill}
 * @param settingsSeq the number of the entry that made the settings
 * @param period the period that is given
 */
public record RefillPosting(Facts facts, long settingsSeq, long period) implements Posting {
    @Override
    public Decision decide(Situation situation) {
        Entry existing = situation.known().byId(id());
        if (existing != null) {
            return new Decision.Repeat(existing);
        }
        AccountState.Refill refill = situation.state().refill();
        if (refill == null || refill.settingsSeq() != settingsSeq || period <= refill.lastPeriod()) {
            return new Decision.Refuse(Decision.Reason.REFERENCE, "the refill settings have changed since");
        }
        Instant now = situation.now();
        AccountState.Refill given = new AccountState.Refill(refill.settings(), settingsSeq, period, now);
        Draft draft = new Draft(facts, EntryKind.REFILL, situation.state())
                .credits(
                        situation.mode() == BalanceMode.OFF
                                ? 0
                                : RefillCalendar.amount(refill.settings(), situation.state()))
                .due(nextDue(given));
        draft.refill = given;
        return draft.apply();
    }

    /** What a sweep looks for; a refill on exhaustion is made by the next check, not by a sweep. */
    static @Nullable Instant nextDue(AccountState.Refill refill) {
        if (refill.settings().policy() == RefillSettings.Policy.WHEN_EXHAUSTED) {
            return null;
        }
        Instant next = RefillCalendar.next(refill);
        return next.equals(Instant.MAX) ? null : Microseconds.of(next);
    }
}
