package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.internal.Microseconds;
import java.time.Duration;
import java.time.Instant;

/**
 * Credits that are set aside for a call in flight. Exact: at each accepted hold, what is reserved after it is not above
 * the credits, for any number of nodes, because the hold is only booked behind the very entry on which it was decided.
 *
 * @param facts what every posting has
 * @param microCredits how many, 0 or more
 * @param life how long, from the moment of booking
 */
public record HoldPosting(Facts facts, long microCredits, Duration life) implements Posting {
    @Override
    public Decision decide(Situation situation) {
        Entry existing = situation.known().byId(id());
        if (existing != null) {
            // A call that was settled before its hold arrived has taken its place.
            return existing.kind() == EntryKind.SETTLE
                    ? new Decision.Repeat(existing)
                    : Posting.compared(existing, facts);
        }
        if (situation.state().frozen()) {
            return new Decision.Refuse(Decision.Reason.FROZEN, null);
        }
        long available = situation.state().available();
        if (situation.mode() == BalanceMode.ENFORCED && available < microCredits) {
            return new Decision.Refuse(
                    Decision.Reason.INSUFFICIENT,
                    Credits.of(microCredits).toPlainString() + " of "
                            + Credits.of(available).toPlainString() + " credits");
        }
        Instant expiry = Microseconds.of(situation.now().plus(life));
        return new Draft(facts, EntryKind.HOLD, situation.state())
                .reserved(situation.mode() == BalanceMode.OFF ? 0 : microCredits)
                .due(expiry)
                .apply();
    }
}
