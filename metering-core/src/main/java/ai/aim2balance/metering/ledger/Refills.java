package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.ledger.rule.Facts;
import ai.aim2balance.metering.ledger.rule.Fingerprint;
import ai.aim2balance.metering.ledger.rule.Head;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import ai.aim2balance.metering.ledger.rule.RefillCalendar;
import ai.aim2balance.metering.ledger.rule.RefillPosting;
import ai.aim2balance.metering.ledger.writer.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Books refills that are due. Any number of nodes may try; each refill is booked once. */
final class Refills {
    private final Writer writer;
    private final Policies policies;

    Refills(Writer writer, Policies policies) {
        this.writer = writer;
        this.policies = policies;
    }

    /** Whether a refill is due; {@code exhausted}: whether the available credits do not exceed what is to be paid. */
    static boolean isDue(AccountState state, Instant now, boolean exhausted) {
        AccountState.Refill refill = state.refill();
        if (refill == null || (!exhausted && refill.settings().policy() == RefillSettings.Policy.WHEN_EXHAUSTED)) {
            return false;
        }
        return !now.isBefore(RefillCalendar.next(refill));
    }

    /** When credits are next given, or null. */
    static @Nullable Instant next(AccountState state) {
        Instant next = state.refill() == null ? null : RefillCalendar.next(state.refill());
        return next == null || next.equals(Instant.MAX) ? null : next;
    }

    /** Books what is due, at most as much as is given at once. */
    Progress give(AccountId account, Head head, Instant now, boolean exhausted) {
        AccountState.Refill refill = head.state().refill();
        if (refill == null || !isDue(head.state(), now, exhausted)) {
            return Progress.NOTHING;
        }
        BalanceMode mode = policies.of(account.tenant()).mode();
        List<RefillPosting> postings = RefillCalendar.due(now, head.state(), mode, exhausted).stream()
                .map(due -> posting(account, refill.settingsSeq(), due.period(), now))
                .toList();
        Progress given = Progress.of(writer.submitAll(postings));
        return postings.size() < RefillCalendar.MOST_AT_ONCE ? given : given.incomplete();
    }

    private static RefillPosting posting(AccountId account, long settingsSeq, long period, Instant now) {
        Facts facts = new Facts(
                account,
                PostingIds.refill(settingsSeq, period),
                Facts.IdSource.LEDGER,
                now,
                Fingerprint.NONE,
                Map.of());
        return new RefillPosting(facts, settingsSeq, period);
    }
}
