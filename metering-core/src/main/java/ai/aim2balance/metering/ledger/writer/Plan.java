package ai.aim2balance.metering.ledger.writer;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.rule.Decision;
import ai.aim2balance.metering.ledger.rule.Head;
import ai.aim2balance.metering.ledger.rule.Known;
import ai.aim2balance.metering.ledger.rule.Opening;
import ai.aim2balance.metering.ledger.rule.Situation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of one attempt, and the answers that hold once they are committed. */
final class Plan {
    final List<Entry> entries;
    /** Whose each entry is; null for openings. As long as the entries. */
    final List<@Nullable Ticket> owners;

    final List<Ticket> answered = new ArrayList<>(0);
    final List<Result> answers = new ArrayList<>(0);
    /** Postings whose answer would append nothing and was not made on what the store says now. */
    final List<Ticket> undecided = new ArrayList<>(0);

    private final AccountPolicy policy;
    private final Instant now;

    Plan(AccountPolicy policy, Instant now, int size) {
        this.policy = policy;
        this.now = now;
        this.entries = new ArrayList<>(size);
        this.owners = new ArrayList<>(size);
    }

    /**
     * What is known of an account when it is planned.
     *
     * @param head its newest entry, or null where it has none
     * @param known entries that its postings ask about
     * @param certain whether both were read from the store by this attempt
     */
    record Basis(@Nullable Head head, Known known, boolean certain) {}

    /** Plans postings of one account, one behind the other. */
    void add(AccountId account, List<Ticket> tickets, Basis basis) {
        int before = entries.size();
        Head head = basis.head == null ? open(account) : basis.head;
        for (int i = 0; i < tickets.size(); i++) {
            Ticket ticket = tickets.get(i);
            Situation situation = new Situation(head, basis.known, policy.mode(account.tenant()), now);
            Decision decision = decide(ticket, situation);
            if (decision instanceof Decision.Apply && !head.understood()) {
                decision = new Decision.Refuse(Decision.Reason.NEWER_FORMAT, null);
            }
            if (decision instanceof Decision.Apply apply) {
                try {
                    Entry entry = apply.draft().entry(situation);
                    entries.add(entry);
                    owners.add(ticket);
                    if (i + 1 < tickets.size()) {
                        basis.known.add(entry);
                        head = Head.of(entry);
                    }
                    continue;
                } catch (InvalidInputException e) {
                    decision = overflow(e);
                }
            }
            answer(ticket, decision, head, basis.certain);
        }
        if (basis.head == null && entries.size() == before + 1) {
            // Nothing of it is booked: a mistyped name must not open an account.
            entries.remove(before);
            owners.remove(before);
        }
    }

    private Head open(AccountId account) {
        Entry opening = Opening.entry(
                account,
                policy.startMicroCredits(account.tenant()),
                policy.refill(account.tenant(), now),
                policy.mode(account.tenant()),
                now);
        entries.add(opening);
        owners.add(null);
        return Head.of(opening);
    }

    private static Decision decide(Ticket ticket, Situation situation) {
        try {
            return ticket.posting.decide(situation);
        } catch (InvalidInputException e) {
            return overflow(e);
        }
    }

    private static Decision overflow(InvalidInputException e) {
        return new Decision.Refuse(Decision.Reason.OVERFLOW, e.field() + " of " + e.value());
    }

    private void answer(Ticket ticket, Decision decision, Head head, boolean certain) {
        if (decision instanceof Decision.Repeat repeat) {
            put(
                    ticket,
                    ticket.attempted ? new Result.Booked(repeat.entry(), true) : new Result.Repeated(repeat.entry()));
        } else if (decision instanceof Decision.Conflict conflict) {
            put(ticket, new Result.Conflicting(conflict.entry()));
        } else if (decision instanceof Decision.Refuse refuse) {
            if (certain) {
                put(ticket, new Result.Refused(refuse.reason(), refuse.detail(), head));
            } else {
                undecided.add(ticket);
            }
        }
    }

    private void put(Ticket ticket, Result result) {
        answered.add(ticket);
        answers.add(result);
    }

    /** Everything planned is durable, so the answers hold. */
    void giveAnswers() {
        for (int i = 0; i < answered.size(); i++) {
            answered.get(i).complete(answers.get(i));
        }
    }
}
