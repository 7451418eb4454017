package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.Payment;
import org.jspecify.annotations.Nullable;

/**
 * Credits that were bought or given.
 *
 * @param facts what every posting has
 * @param microCredits how many, above 0
 * @param payment the money behind them, or null
 */
public record TopUpPosting(
        Facts facts, long microCredits, @Nullable Payment payment) implements Posting {
    @Override
    public Decision decide(Situation situation) {
        Entry existing = situation.known().byId(id());
        if (existing != null) {
            return Posting.compared(existing, facts);
        }
        Draft draft = new Draft(facts, EntryKind.TOP_UP, situation.state()).credits(microCredits);
        draft.payment = payment;
        return draft.apply();
    }
}
