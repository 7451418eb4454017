package ai.aim2balance.metering.ledger.writer;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.internal.Microseconds;
import ai.aim2balance.metering.ledger.rule.Head;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.MeteringStoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Commits a batch: plans entries behind the heads, appends them, and goes on with what was not committed until all is
 * answered or the deadline has passed. A late arrival of an attempt that was given up is stopped by the two unique keys.
 */
final class Batches {
    /** The same on every node: batches that lock in different orders deadlock. Stable, so postings keep their order. */
    private static final Comparator<Ticket> BY_ACCOUNT = Comparator.comparing(ticket -> ticket.posting.account());

    /**
     * So many accounts with a repeated id are found by one refusal each. Where there are more, as when a whole day is
     * replayed, all are looked through.
     */
    private static final int MOST_DOUBTED_ALONE = 3;

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MOST_DOUBLINGS = 6;

    private final LaneContext context;
    private final Lane lane;
    private final Lookup lookup;

    Batches(LaneContext context, Lane lane) {
        this.context = context;
        this.lane = lane;
        this.lookup = new Lookup(context, lane);
    }

    /** In the order in which accounts are locked, on every node. */
    static List<Ticket> sorted(List<Ticket> tickets) {
        List<Ticket> sorted = new ArrayList<>(tickets);
        sorted.sort(BY_ACCOUNT);
        return sorted;
    }

    /**
     * Answers a group, sorted by account, unless the store fails.
     *
     * @return those that have no answer because it failed
     */
    List<Ticket> run(List<Ticket> tickets, boolean exclusive) {
        return run(tickets, exclusive, new HashSet<>(0));
    }

    /** {@code doubtful}: accounts of which nothing remembered may be trusted. */
    private List<Ticket> run(List<Ticket> tickets, boolean exclusive, Set<AccountId> doubtful) {
        List<Ticket> left = tickets;
        tickets.forEach(ticket -> {
            if (ticket.error != null) {
                doubtful.add(ticket.posting.account());
            }
        });
        while (!left.isEmpty()) {
            try {
                attempt(left, exclusive, doubtful);
                left = waiting(left, null);
                if (!exclusive
                        && !left.isEmpty()
                        && left.stream().anyMatch(ticket -> lane.isContended(ticket.posting.account()))) {
                    return apart(left, doubtful);
                }
            } catch (MeteringStoreException e) {
                context.stats().failures.increment();
                distrust(left, doubtful);
                left = waiting(left, e);
                if (left.size() == 1 && rejected(e)) {
                    giveUp(left.get(0), e);
                    return List.of();
                }
                left.forEach(ticket -> ticket.error = e);
                return left;
            }
        }
        return left;
    }

    /** Contended accounts get a batch without the others. */
    private List<Ticket> apart(List<Ticket> left, Set<AccountId> doubtful) {
        List<Ticket> together = new ArrayList<>();
        List<Ticket> contended = new ArrayList<>();
        for (Ticket ticket : left) {
            (lane.isContended(ticket.posting.account()) ? contended : together).add(ticket);
        }
        List<Ticket> failed = new ArrayList<>(run(contended, true, doubtful));
        failed.addAll(run(together, false, doubtful));
        return failed;
    }

    private void attempt(List<Ticket> tickets, boolean exclusive, Set<AccountId> doubtful) {
        if (exclusive) {
            context.stats().exclusive.increment();
            Set<AccountId> accounts = new LinkedHashSet<>();
            tickets.forEach(ticket -> accounts.add(ticket.posting.account()));
            context.store().exclusively(accounts, locked -> {
                attempt(tickets, new Exclusive(lane, accounts, locked), doubtful);
                return true;
            });
        } else {
            attempt(tickets, new Shared(context.store(), lane), doubtful);
        }
    }

    private void attempt(List<Ticket> tickets, Access access, Set<AccountId> doubtful) {
        Instant now = Microseconds.of(context.options().clock().instant());
        Plan plan = new Plan(context.policy(), now, tickets.size() + 1);
        Map<AccountId, Head> heads = access.heads(tickets, doubtful);
        int from = 0;
        while (from < tickets.size()) {
            AccountId account = tickets.get(from).posting.account();
            int to = from + 1;
            while (to < tickets.size() && tickets.get(to).posting.account().equals(account)) {
                to++;
            }
            List<Ticket> ofAccount = tickets.subList(from, to);
            boolean doubt = doubtful.contains(account);
            Head head = heads.get(account);
            lookup.alarm(account, head, now);
            plan.add(account, ofAccount, new Plan.Basis(head, lookup.known(account, ofAccount, doubt, access), doubt));
            from = to;
        }
        commit(plan, access, doubtful);
    }

    private void commit(Plan plan, Access access, Set<AccountId> doubtful) {
        if (!plan.entries.isEmpty()) {
            AppendResult result = append(plan, access);
            List<Entry> committed = plan.entries.subList(0, result.committed());
            if (!committed.isEmpty()) {
                // Whoever has an answer finds it counted.
                context.stats().batches.increment();
                context.stats().entries.add(committed.size());
            }
            for (int i = 0; i < committed.size(); i++) {
                Entry entry = committed.get(i);
                Ticket owner = plan.owners.get(i);
                lane.remember(entry, owner);
                if (owner != null) {
                    owner.complete(new Result.Booked(entry));
                }
            }
            if (!committed.isEmpty()) {
                context.listener().committed(committed);
            }
            if (result.refusal() != null) {
                refused(plan.entries.subList(result.committed(), plan.entries.size()), result, doubtful);
                return;
            }
        }
        plan.giveAnswers();
        plan.undecided.forEach(ticket -> doubt(ticket.posting.account(), doubtful));
    }

    private AppendResult append(Plan plan, Access access) {
        try {
            return access.append(plan.entries);
        } catch (MeteringStoreException e) {
            if (e.outcome() == MeteringStoreException.Outcome.UNKNOWN) {
                attempted(plan);
            }
            throw e;
        } catch (RuntimeException e) {
            // A store that breaks its contract leaves everything open.
            attempted(plan);
            throw new MeteringStoreException(MeteringStoreException.Outcome.UNKNOWN, String.valueOf(e), e);
        }
    }

    private static void attempted(Plan plan) {
        for (Ticket owner : plan.owners) {
            if (owner != null) {
                owner.attempted = true;
            }
        }
    }

    /** {@code entries}: those that were not committed. */
    private void refused(List<Entry> entries, AppendResult result, Set<AccountId> doubtful) {
        context.stats().refusals.increment();
        AccountId named = result.account();
        boolean few = doubtful.size() < MOST_DOUBTED_ALONE;
        if (result.refusal() == AppendResult.Refusal.ID && named != null && few && !doubtful.contains(named)) {
            doubt(named, doubtful);
            return;
        }
        Set<AccountId> accounts = new LinkedHashSet<>();
        entries.forEach(entry -> accounts.add(entry.account()));
        // A store that commits all or nothing may have refused any of them.
        boolean sure = result.committed() > 0 || accounts.size() == 1;
        Collection<AccountId> moved = sure
                ? List.of(entries.get(0).account())
                : moved(entries, context.store().heads(accounts));
        if (moved.isEmpty()) {
            // It was an id. Of the first account, as long as nothing else is known.
            AccountId first = entries.get(0).account();
            (few && !doubtful.contains(first) ? Set.of(first) : accounts).forEach(account -> doubt(account, doubtful));
        }
        for (AccountId account : moved) {
            if (result.refusal() == AppendResult.Refusal.SEQ) {
                lane.foreignEntry(account);
            }
            doubt(account, doubtful);
        }
    }

    /** The accounts whose first entry is not behind the head. */
    private static Set<AccountId> moved(List<Entry> entries, Map<AccountId, Entry> heads) {
        Set<AccountId> seen = new HashSet<>();
        Set<AccountId> moved = new LinkedHashSet<>();
        for (Entry entry : entries) {
            Entry head = heads.get(entry.account());
            if (seen.add(entry.account()) && entry.seq() != (head == null ? 0 : head.seq()) + 1) {
                moved.add(entry.account());
            }
        }
        return moved;
    }

    private void distrust(Collection<Ticket> tickets, Set<AccountId> doubtful) {
        tickets.forEach(ticket -> doubt(ticket.posting.account(), doubtful));
    }

    private void doubt(AccountId account, Set<AccountId> doubtful) {
        lane.heads.forget(account);
        doubtful.add(account);
    }

    /** Those that have no answer yet; after the deadline everyone has one. */
    static List<Ticket> waiting(List<Ticket> tickets, @Nullable MeteringStoreException error) {
        if (tickets.size() == 1) {
            return isWaiting(tickets.get(0), error) ? tickets : List.of();
        }
        List<Ticket> waiting = new ArrayList<>(tickets.size());
        for (Ticket ticket : tickets) {
            if (isWaiting(ticket, error)) {
                waiting.add(ticket);
            }
        }
        return waiting;
    }

    private static boolean isWaiting(Ticket ticket, @Nullable MeteringStoreException error) {
        if (!ticket.isDone() && ticket.deadline - System.nanoTime() <= 0) {
            giveUp(ticket, error);
        }
        return !ticket.isDone();
    }

    private static MeteringStoreException late() {
        return new MeteringStoreException(
                MeteringStoreException.Outcome.NOT_APPLIED, "it was not committed before the deadline", null);
    }

    private static void giveUp(Ticket ticket, @Nullable MeteringStoreException error) {
        MeteringStoreException last = error == null ? ticket.error : error;
        MeteringStoreException cause = last == null ? late() : last;
        ticket.complete(ticket.attempted ? new Result.Unknown(cause) : new Result.NotBooked(cause));
    }

    private static boolean rejected(MeteringStoreException e) {
        return e.outcome() == MeteringStoreException.Outcome.REJECTED;
    }

    /** Doubles with each failure, with jitter, so that nodes do not come back all at once. */
    static void pause(int failures) {
        long longest = SHORTEST_PAUSE << Math.min(failures, MOST_DOUBLINGS);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    }
}
