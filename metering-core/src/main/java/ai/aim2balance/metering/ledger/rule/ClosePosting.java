package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;

/**
 * A hold that ends without a call: released by the caller, or expired. Credits are not touched; what was set aside is
 * available again.
 *
 * @param facts what every posting has; the id is {@link PostingIds#closing}
 * @param kind {@link EntryKind#RELEASE} or {@link EntryKind#EXPIRE}
 * @param holdId the id of the hold
 */
public record ClosePosting(Facts facts, EntryKind kind, String holdId) implements Posting {
    @Override
    public Decision decide(Situation situation) {
        Entry closing = situation.known().byId(id());
        if (closing != null) {
            return new Decision.Repeat(closing);
        }
        Entry hold = situation.known().byId(holdId);
        if (hold != null && hold.kind() == EntryKind.SETTLE) {
            return new Decision.Repeat(hold);
        }
        if (hold == null || hold.kind() != EntryKind.HOLD) {
            return new Decision.Refuse(
                    Decision.Reason.REFERENCE,
                    hold == null
                            ? "there is no hold " + holdId
                            : holdId + " is no hold but " + hold.kind().key());
        }
        return new Draft(facts, kind, situation.state())
                .refersTo(hold)
                .reserved(-hold.reservedDelta())
                .apply();
    }

    @Override
    public String reference() {
        return holdId;
    }
}
