package ai.aim2balance.metering.ledger.writer;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.rule.Head;
import ai.aim2balance.metering.ledger.rule.Posting;
import ai.aim2balance.metering.store.MeteringStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Books postings: the entrance to the lanes. Thread-safe. */
public final class Writer {
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(500);

    private final LaneContext context;
    private final Lane[] lanes;
    private final Semaphore[] room;
    private volatile boolean closed;

    /** Lanes for a store. */
    public Writer(MeteringStore store, AccountPolicy policy, WriterOptions options, CommitListener listener) {
        this.context = new LaneContext(store, policy, options, listener, new WriterStats());
        this.lanes = new Lane[store.traits().lanes()];
        this.room = new Semaphore[lanes.length];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = new Lane(context);
            room[i] = new Semaphore(options.mostQueued());
        }
    }

    /** Books a posting, and waits until it is answered or the caller's patience ends. */
    public Result submit(Posting posting) {
        int place = place(posting.account());
        long deadline = System.nanoTime() + context.options().patience().toNanos();
        Result refused = enter(place, deadline);
        if (refused != null) {
            return refused;
        }
        Ticket ticket = Ticket.blocking(posting, deadline, context.options().answers(), room[place]);
        lanes[place].queue.add(ticket);
        return awaited(place, ticket);
    }

    /**
     * Books many postings; those of one lane are committed together. The results are in the order of the postings; two
     * postings with one id are booked once.
     */
    public List<Result> submitAll(List<? extends Posting> postings) {
        @Nullable Result[] results = new Result[postings.size()];
        @Nullable Ticket[] tickets = new Ticket[postings.size()];
        int awaited = 0;
        for (int i = 0; i < tickets.length; i++) {
            Posting posting = postings.get(i);
            int place = place(posting.account());
            // Each has its own: a long list may take longer than the patience for one posting.
            long deadline = System.nanoTime() + context.options().patience().toNanos();
            if (closed) {
                results[i] = closed();
            } else if (!room[place].tryAcquire()) {
                // What this caller has queued might wait for nobody but itself.
                awaited = await(tickets, awaited, i, results);
                results[i] = enter(place, deadline);
            }
            if (results[i] == null) {
                tickets[i] =
                        Ticket.amongMany(posting, deadline, context.options().answers(), room[place]);
                lanes[place].queue.add(tickets[i]);
            }
        }
        await(tickets, awaited, tickets.length, results);
        return Arrays.stream(results).map(Objects::requireNonNull).toList();
    }

    /** Books a posting without waiting; the future is completed by the executor. */
    public CompletableFuture<Result> submitAsync(Posting posting) {
        int place = place(posting.account());
        long deadline = System.nanoTime() + context.options().patience().toNanos();
        Result refused = enter(place, deadline);
        if (refused != null) {
            return CompletableFuture.completedFuture(refused);
        }
        Ticket ticket = Ticket.async(posting, deadline, context.options().answers(), room[place]);
        lanes[place].queue.add(ticket);
        lanes[place].queue.leadSomewhere();
        return ticket.future();
    }

    /** Books a posting that nobody waits for: where it is not booked, nothing is lost. */
    public void submitAside(Posting posting) {
        CompletableFuture<Result> unheard = submitAsync(posting);
        unheard.exceptionally(error -> null);
    }

    /** A head that was true a short while ago, or null. */
    public @Nullable Head recentHead(AccountId account) {
        return lanes[place(account)].recentHead(account);
    }

    /** The head as the store has it now, or null where the account has no entry. */
    public @Nullable Head head(AccountId account) {
        Entry entry = context.store().heads(Set.of(account)).get(account);
        return entry == null ? null : Head.of(entry);
    }

    /** What the lanes did since the writer was made. */
    public Map<String, Long> stats() {
        WriterStats stats = context.stats();
        return Map.of(
                "batches", stats.batches.sum(),
                "entries", stats.entries.sum(),
                "refusals", stats.refusals.sum(),
                "failures", stats.failures.sum(),
                "exclusive", stats.exclusive.sum());
    }

    /**
     * Takes no more postings and waits until those that are queued are answered.
     *
     * @return false where that took longer than the writer's patience
     */
    public boolean drain() {
        closed = true;
        long deadline = System.nanoTime() + context.options().patience().toNanos();
        for (int i = 0; i < lanes.length; i++) {
            lanes[i].queue.leadSomewhere();
            Result full = acquire(room[i], context.options().mostQueued(), deadline);
            if (full != null) {
                return false;
            }
            room[i].release(context.options().mostQueued());
        }
        return true;
    }

    private int await(@Nullable Ticket[] tickets, int from, int to, @Nullable Result[] results) {
        for (int i = from; i < to; i++) {
            Ticket ticket = tickets[i];
            if (ticket != null) {
                results[i] = awaited(place(ticket.posting.account()), ticket);
            }
        }
        return to;
    }

    private Result awaited(int place, Ticket ticket) {
        // Whoever leads gives up at the deadline and says what is known; a waiter leaves only when it hears nothing.
        lanes[place].queue.await(ticket, ticket.deadline + GRACE);
        Result result = ticket.result();
        return result == null ? new Result.Unknown(null) : result;
    }

    /** Nothing is dropped: a caller waits for room, and hears of it where there is none until the deadline. */
    private @Nullable Result enter(int place, long deadline) {
        if (closed) {
            return closed();
        }
        Result refused = room[place].tryAcquire() ? null : acquire(room[place], 1, deadline);
        if (refused == null && closed) {
            room[place].release();
            return closed();
        }
        return refused;
    }

    private static Result closed() {
        return new Result.NotBooked(new ClosedLedgerException());
    }

    private static @Nullable Result acquire(Semaphore room, int permits, long deadline) {
        try {
            long left = Math.max(0, deadline - System.nanoTime());
            return room.tryAcquire(permits, left, TimeUnit.NANOSECONDS) ? null : new Result.NotBooked(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result.NotBooked(e);
        }
    }

    private int place(AccountId account) {
        int hash = account.hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), lanes.length);
    }
}
