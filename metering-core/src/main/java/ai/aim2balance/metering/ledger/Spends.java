package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.ledger.rule.Facts;
import java.time.Instant;

/** Spends with what they lacked, so that they can be replayed as the same posting at the same time. */
final class Spends {
    private Spends() {}

    /** With the id under which it was tried. */
    static Spend withId(Spend spend, Facts facts) {
        return spend.id != null || spend.derivedId != null
                ? spend
                : spend.toBuilder().id(facts.id()).build();
    }

    static Spend withGeneratedId(Spend spend) {
        return spend.id != null || spend.derivedId != null
                ? spend
                : spend.toBuilder().id(TimeOrderedIds.next()).build();
    }

    static Spend withTime(Spend spend, Instant at) {
        return spend.occurredAt != null
                ? spend
                : spend.toBuilder().occurredAt(at).build();
    }

    static String idOf(Spend spend) {
        return spend.id != null ? spend.id : String.valueOf(spend.derivedId);
    }
}
