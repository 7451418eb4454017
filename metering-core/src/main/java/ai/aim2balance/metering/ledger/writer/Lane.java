package ai.aim2balance.metering.ledger.writer;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.ledger.rule.Facts;
import ai.aim2balance.metering.ledger.rule.Head;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some of the accounts: one batch of theirs is under way at a time. Everything here runs on the thread that leads, apart
 * from a look at remembered heads.
 */
final class Lane {
    /** How many batches without a foreign entry end the contended mode of an account. */
    private static final int QUIET_BATCHES = 64;

    /**
     * Nodes that share many accounts would be refused once for each of them. Four accounts on which another node is seen
     * for the first time make all accounts contended, until most of them are met without one.
     */
    private static final int CROWDED = 32;

    private static final int NEW_RIVAL = 8;

    /** So many ids are recognized; 128 KB of memory for each generation of them, once there are any. */
    private static final int MOST_SEEN = 1 << 16;

    /** So many are remembered; forgetting one costs it a refusal. */
    private static final int MOST_CONTENDED = 10_000;

    final Heads heads;
    final Generations<PostingKey, Entry> recent;
    final SeenIds seen = new SeenIds(MOST_SEEN);
    final GroupQueue<Ticket> queue;
    private final Batches batches;
    /** Accounts on which another node was seen, and how many quiet batches they still need. */
    private final Map<AccountId, Integer> contended = new HashMap<>();
    /** How likely it is that another node has written to an account on which none was seen. */
    private int crowd;

    private final int largestGroup;
    private int groupSize;
    private int turnsWithoutProgress;

    Lane(LaneContext context) {
        WriterOptions options = context.options();
        this.largestGroup = context.store().traits().mostEntries() / 2;
        this.groupSize = largestGroup;
        this.heads = new Heads(options.mostRemembered(), options.headLife().toNanos());
        this.recent = new Generations<>(options.mostRemembered());
        this.batches = new Batches(context, this);
        this.queue = new GroupQueue<>(largestGroup, this::work, options.executor());
    }

    /** A posting's id in its account. */
    record PostingKey(AccountId account, String id) {}

    @Nullable
    Head recentHead(AccountId account) {
        return heads.recent(account);
    }

    boolean isContended(AccountId account) {
        return crowd >= CROWDED || (!contended.isEmpty() && contended.containsKey(account));
    }

    /** Another node has written to the account. */
    void foreignEntry(AccountId account) {
        if (contended.size() >= MOST_CONTENDED) {
            contended.clear();
        }
        if (contended.put(account, QUIET_BATCHES) == null) {
            crowd = Math.min(crowd + NEW_RIVAL, CROWDED * 2);
        }
    }

    /** A batch of the account met no entry of another node. */
    void quietBatch(AccountId account) {
        contended.computeIfPresent(account, (key, left) -> left > 1 ? left - 1 : null);
        crowd = Math.max(0, crowd - 1);
    }

    /**
     * What was committed is remembered, so that the next posting needs no look at the store. Ids that nobody can repeat
     * are not, unless they are holds, which are settled soon.
     */
    void remember(Entry entry, @Nullable Ticket owner) {
        heads.put(entry.account(), Head.of(entry));
        boolean repeatable = owner == null || owner.posting.facts().source() != Facts.IdSource.GENERATED;
        if (repeatable || entry.kind() == EntryKind.HOLD) {
            PostingKey key = new PostingKey(entry.account(), entry.postingId());
            recent.put(key, entry);
            seen.add(key);
        }
    }

    private void work(List<Ticket> tickets) {
        try {
            List<Ticket> due = Batches.waiting(tickets, null);
            if (due.isEmpty()) {
                return;
            }
            Turn turn = new Turn(this, batches, groupSize);
            turn.run(due);
            groupSize = turn.nextGroupSize(largestGroup);
            List<Ticket> again = Batches.waiting(turn.again(), null);
            turnsWithoutProgress = turn.progressed() ? 0 : turnsWithoutProgress + 1;
            if (!again.isEmpty() && turnsWithoutProgress > 0) {
                Batches.pause(turnsWithoutProgress);
            }
            again.forEach(queue::add);
        } catch (RuntimeException | Error e) {
            // Whatever goes wrong, nobody waits for ever; what was attempted may have been applied.
            tickets.forEach(
                    ticket -> ticket.complete(ticket.attempted ? new Result.Unknown(e) : new Result.NotBooked(e)));
            if (e instanceof Error error) {
                throw error;
            }
        }
    }
}
