package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.UsageRecord;
import java.util.List;
import java.util.TreeSet;

/**
 * A call that was made. It is never refused: the tokens are used. The balance may go below zero.
 *
 * @param facts what every posting has
 * @param usage the call
 */
public record SpendPosting(Facts facts, UsageRecord usage) implements Posting {
    /** Tells that another call had the same response id. */
    public static final String COLLISION = "id-collision";

    @Override
    public Decision decide(Situation situation) {
        Entry existing = situation.known().byId(id());
        if (existing == null) {
            return spend(situation, facts, usage).apply();
        }
        Decision compared = Posting.compared(existing, facts);
        if (facts.source() != Facts.IdSource.DERIVED || compared instanceof Decision.Repeat) {
            return compared;
        }
        Entry beside = situation.known().byId(besideId());
        if (beside != null) {
            return Posting.compared(beside, facts);
        }
        return spend(situation, facts.withId(besideId()), flagged(usage)).apply();
    }

    @Override
    public List<String> ids() {
        return facts.source() == Facts.IdSource.DERIVED ? List.of(id(), besideId()) : List.of(id());
    }

    private String besideId() {
        return PostingIds.beside(id(), facts.fingerprint());
    }

    private static Draft spend(Situation situation, Facts facts, UsageRecord usage) {
        return new Draft(facts, EntryKind.SPEND, situation.state())
                .credits(situation.charge(usage.amounts().microCredits()))
                .usage(usage);
    }

    private static UsageRecord flagged(UsageRecord usage) {
        TreeSet<String> flags = new TreeSet<>(usage.flags());
        flags.add(COLLISION);
        return new UsageRecord(
                usage.call(),
                usage.usage(),
                usage.amounts(),
                usage.transactions(),
                usage.price(),
                usage.impact(),
                flags);
    }
}
