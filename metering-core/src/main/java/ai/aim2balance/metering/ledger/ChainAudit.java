package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import ai.aim2balance.metering.ledger.rule.Transition;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a chain and proves it: numbers without a gap, each id once, each state following from the one before, the balance
 * as the sum of all changes, each hold closed once at most, refunds within their originals. For one account; entries must
 * come in order.
 */
final class ChainAudit {
    private static final int MOST_PROBLEMS = 100;

    private final AccountId account;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<Long, Long> openHolds = new HashMap<>();
    private final Refunds refunds = new Refunds();
    private @Nullable Entry previous;
    private @Nullable Entry first;
    private BigInteger sum = BigInteger.ZERO;
    private long entries;
    /** Whether all holds are known; those of before the first entry are not, and then closings cannot be matched. */
    private boolean fromTheBeginning;

    ChainAudit(AccountId account) {
        this.account = account;
    }

    void add(Entry entry) {
        if (previous == null) {
            begin(entry);
        } else {
            follow(previous, entry);
        }
        if (!entry.account().equals(account)) {
            problem(entry, "belongs to " + entry.account());
        }
        if (!ids.add(entry.postingId())) {
            problem(entry, "has the id " + entry.postingId() + " of an earlier entry");
        }
        holds(entry);
        refunds.check(entry, this::problem);
        entries++;
        sum = sum.add(BigInteger.valueOf(entry.creditsDelta()));
        previous = entry;
    }

    AuditReport report() {
        Entry head = previous;
        if (head == null || first == null) {
            return new AuditReport(account, 0, 1, 0, Credits.of(0), Credits.of(0), 0, problems);
        }
        if (!sum.equals(BigInteger.valueOf(head.stateAfter().credits()))) {
            problem(head, "says " + head.stateAfter().credits() + " micro-credits, all changes add up to " + sum);
        }
        long open = openHolds.size();
        if (fromTheBeginning && open != head.stateAfter().openHolds()) {
            problem(head, "says " + head.stateAfter().openHolds() + " open holds, there are " + open);
        }
        long reserved = openHolds.values().stream().mapToLong(Long::longValue).sum();
        if (fromTheBeginning && reserved != head.stateAfter().reserved()) {
            problem(head, "says " + head.stateAfter().reserved() + " reserved, open holds have " + reserved);
        }
        return new AuditReport(
                account,
                entries,
                first.seq(),
                head.seq(),
                Credits.of(head.stateAfter().credits()),
                new java.math.BigDecimal(sum, Credits.SCALE),
                open,
                problems);
    }

    private void begin(Entry entry) {
        first = entry;
        fromTheBeginning = entry.seq() == 1;
        sum = BigInteger.valueOf(entry.stateAfter().credits()).subtract(BigInteger.valueOf(entry.creditsDelta()));
        if (fromTheBeginning) {
            if (entry.kind() != EntryKind.OPENING) {
                problem(entry, "is the first of its account and no opening");
            }
            state(entry, Transition.NOTHING);
        }
    }

    private void follow(Entry before, Entry entry) {
        if (entry.seq() != before.seq() + 1) {
            problem(entry, "follows number " + before.seq());
        }
        if (entry.recordedAt().isBefore(before.recordedAt())) {
            problem(entry, "was booked at " + entry.recordedAt() + ", before the entry before it");
        }
        state(entry, before.stateAfter());
    }

    /** Settings, mode and freezing are what the entry says; everything else must follow from the state before. */
    private void state(Entry entry, AccountState before) {
        if (!entry.understood()) {
            return;
        }
        AccountState says = entry.stateAfter();
        try {
            AccountState follows = Transition.after(
                    before,
                    new Transition.Change(
                            entry.kind(),
                            PostingIds.closesHold(entry.postingId()),
                            entry.creditsDelta(),
                            entry.reservedDelta(),
                            entry.dueAt(),
                            says.mode(),
                            says.frozen(),
                            says.refill()));
            if (!follows.equals(says)) {
                problem(entry, "says " + says + ", which does not follow from the entry before: " + follows);
            }
        } catch (InvalidInputException e) {
            problem(entry, "cannot follow the entry before: " + e.getMessage());
        }
        if (entry.kind() != EntryKind.SETTINGS
                && entry.kind() != EntryKind.ADJUSTMENT
                && entry.kind() != EntryKind.OPENING
                && says.frozen() != before.frozen()) {
            problem(entry, "freezes or thaws, which only settings do");
        }
        settings(entry, before);
        price(entry);
    }

    private void settings(Entry entry, AccountState before) {
        boolean may = switch (entry.kind()) {
            case OPENING, SETTINGS, ADJUSTMENT, REFILL, CHECKPOINT -> true;
            default -> false;
        };
        if (!may && !Objects.equals(entry.stateAfter().refill(), before.refill())) {
            problem(entry, "changes refill settings, which a " + entry.kind().key() + " does not");
        }
    }

    /** A call takes its price, or nothing where no credits are counted. */
    private void price(Entry entry) {
        if (entry.usage() == null || entry.kind() == EntryKind.REFUND) {
            return;
        }
        long price = entry.usage().amounts().microCredits();
        long due = entry.stateAfter().mode() == BalanceMode.OFF ? 0 : -price;
        if (entry.creditsDelta() != due) {
            problem(entry, "takes " + entry.creditsDelta() + " micro-credits for a price of " + price);
        }
        long legs = entry.usage().transactions().stream()
                .mapToLong(leg -> leg.tokenValue())
                .sum();
        if (legs != -price) {
            problem(entry, "has transactions of " + legs + " micro-credits for a price of " + price);
        }
    }

    private void holds(Entry entry) {
        if (!entry.understood()) {
            // What it does to holds is not known, so closings cannot be matched any more.
            fromTheBeginning = false;
        } else if (entry.kind() == EntryKind.HOLD) {
            openHolds.put(entry.seq(), entry.reservedDelta());
        } else if (PostingIds.closesHold(entry.postingId())) {
            Long held = entry.refersTo() == null ? null : openHolds.remove(entry.refersTo());
            if (held == null ? fromTheBeginning : held != -entry.reservedDelta()) {
                problem(entry, "closes hold " + entry.refersTo() + " of " + held + " with " + entry.reservedDelta());
            }
        } else if (entry.reservedDelta() != 0) {
            problem(entry, "changes reserved credits and neither makes nor closes a hold");
        }
    }

    private void problem(Entry entry, String what) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add("entry " + entry.seq() + " (" + entry.kind().key() + ") " + what);
        }
    }

    /** What was refunded of each original. */
    private static final class Refunds {
        private final Map<Long, Long> left = new HashMap<>();

        interface Complaint {
            void about(Entry entry, String what);
        }

        void check(Entry entry, Complaint complaint) {
            if (entry.kind() == EntryKind.SPEND
                    || entry.kind() == EntryKind.SETTLE
                    || entry.kind() == EntryKind.TOP_UP) {
                left.put(entry.seq(), whole(entry));
            } else if (entry.kind() == EntryKind.REFUND
                    && entry.refersTo() != null
                    && left.containsKey(entry.refersTo())) {
                long rest = Objects.requireNonNull(left.get(entry.refersTo())) + whole(entry);
                left.put(entry.refersTo(), rest);
                if (rest < 0) {
                    complaint.about(
                            entry, "refunds " + -rest + " micro-credits more than entry " + entry.refersTo() + " has");
                }
            }
        }

        private static long whole(Entry entry) {
            return entry.usage() == null
                    ? entry.creditsDelta()
                    : entry.usage().amounts().microCredits();
        }
    }
}
