package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.UsageRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A call that was made on a hold. The hold's presence is the token for it: whoever books the closing id first has closed
 * the hold. Where it was released or has expired, the call is billed without it, once. Where it was never booked, the call
 * takes the hold's own id, so that a hold that is still on its way is not booked behind it and billed again.
 *
 * @param facts what every posting has; the id is {@link PostingIds#closing}
 * @param holdId the id of the hold
 * @param usage the call
 */
public record SettlePosting(Facts facts, String holdId, UsageRecord usage) implements Posting {
    /** The name under which an entry says why it did not close its hold. */
    public static final String LATE = "late";

    @Override
    public Decision decide(Situation situation) {
        Entry closing = situation.known().byId(id());
        if (closing != null && closing.kind() == EntryKind.SETTLE) {
            return Posting.compared(closing, facts);
        }
        Entry late = situation.known().byId(lateId());
        if (late != null) {
            return Posting.compared(late, facts);
        }
        Entry own = situation.known().byId(holdId);
        if (own != null && own.kind() == EntryKind.SETTLE) {
            return Posting.compared(own, facts);
        }
        Entry hold = own != null && own.kind() == EntryKind.HOLD ? own : null;
        Draft draft = new Draft(facts, EntryKind.SETTLE, situation.state())
                .credits(situation.charge(usage.amounts().microCredits()))
                .refersTo(hold)
                .usage(usage);
        if (closing == null && hold != null) {
            return draft.reserved(-hold.reservedDelta()).apply();
        }
        draft.postingId = own == null ? holdId : lateId();
        draft.details = with(facts.details(), closing);
        return draft.apply();
    }

    @Override
    public List<String> ids() {
        return List.of(id(), lateId());
    }

    @Override
    public String reference() {
        return holdId;
    }

    private String lateId() {
        return PostingIds.late(holdId);
    }

    private static Map<String, String> with(Map<String, String> details, @Nullable Entry closing) {
        Map<String, String> more = new TreeMap<>(details);
        more.put(LATE, closing == null ? "no-hold" : closing.kind().key());
        return more;
    }
}
