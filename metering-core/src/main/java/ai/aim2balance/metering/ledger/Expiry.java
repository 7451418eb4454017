package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.ledger.rule.ClosePosting;
import ai.aim2balance.metering.ledger.rule.Facts;
import ai.aim2balance.metering.ledger.rule.Fingerprint;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import ai.aim2balance.metering.ledger.writer.Writer;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ends holds that ran out. Credits are not touched; any number of nodes may try, each hold ends once. */
final class Expiry {
    /** How many holds are looked at in one go. */
    private static final int PORTION = 500;

    /** How much of what was swept is looked at again: a node whose clock is behind may have booked it since. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final int MOST_REMEMBERED = 4_096;

    private final MeteringStore store;
    private final Writer writer;
    private final Policies policies;
    /** To when an account's holds were ended. Its state only knows a time before which none runs out. */
    private final Map<AccountId, Instant> swept = Collections.synchronizedMap(new Recent());
    /** Clocks of nodes differ: a hold is left alone a little longer than it was given. */
    private final Duration margin;

    Expiry(MeteringStore store, Writer writer, Policies policies, Duration margin) {
        this.store = store;
        this.writer = writer;
        this.policies = policies;
        this.margin = margin;
    }

    /** Whether a hold of the account may have run out. */
    boolean isDue(AccountState state, Instant now) {
        return state.earliestExpiry() != null
                && !state.earliestExpiry().plus(margin).isAfter(now);
    }

    /** Ends an account's holds that ran out. */
    Progress expire(AccountId account, AccountState state, Instant now) {
        Instant earliest = state.earliestExpiry();
        if (earliest == null) {
            return Progress.NOTHING;
        }
        Instant to = now.minus(margin);
        Instant before = swept.get(account);
        // after a clock that was set back, what was swept says nothing
        Instant from = earliest;
        if (before != null && !before.isAfter(to) && before.minus(OVERLAP).isAfter(earliest)) {
            from = before.minus(OVERLAP);
        }
        Progress progress = sweep(account, from, to, now);
        if (progress.complete()) {
            swept.put(account, to);
        }
        return progress;
    }

    /** Ends holds of all accounts that ran out since an instant. */
    Progress sweep(Instant from, Instant now) {
        return sweep(null, from.minus(margin), now.minus(margin), now);
    }

    private Progress sweep(@Nullable AccountId account, Instant from, Instant to, Instant now) {
        Progress ended = Progress.NOTHING;
        EntryQuery.DuePosition after = null;
        while (!to.isBefore(from)) {
            List<Entry> holds = store.entries(
                            new EntryQuery.Due(account, Set.of(EntryKind.HOLD), from, to, after, PORTION))
                    .entries();
            ended = ended.plus(end(open(holds), now));
            if (holds.size() < PORTION) {
                break;
            }
            Entry last = holds.get(holds.size() - 1);
            after = new EntryQuery.DuePosition(
                    java.util.Objects.requireNonNull(last.dueAt()), last.account(), last.seq());
        }
        return ended;
    }

    /** Those of some holds that nothing has closed, in their order. */
    List<Entry> open(List<Entry> holds) {
        Map<AccountId, Map<String, Entry>> byAccount = new LinkedHashMap<>();
        for (Entry hold : holds) {
            byAccount
                    .computeIfAbsent(hold.account(), key -> new LinkedHashMap<>())
                    .put(PostingIds.closing(hold.postingId()), hold);
        }
        Set<Entry> closed = Collections.newSetFromMap(new IdentityHashMap<>());
        byAccount.forEach((account, ofAccount) -> store.entries(new EntryQuery.ByIds(account, ofAccount.keySet()))
                .entries()
                .forEach(closing -> closed.add(ofAccount.get(closing.postingId()))));
        return holds.stream().filter(hold -> !closed.contains(hold)).toList();
    }

    private Progress end(List<Entry> holds, Instant now) {
        List<ClosePosting> postings = holds.stream()
                .filter(hold -> policies.isTold(hold.account().tenant()))
                .map(hold -> posting(hold, now))
                .toList();
        Progress ended = Progress.of(writer.submitAll(postings));
        return postings.size() == holds.size() ? ended : ended.incomplete();
    }

    /** Forgets what was not asked for longest. */
    private static final class Recent extends LinkedHashMap<AccountId, Instant> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountId, Instant> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }

    private static ClosePosting posting(Entry hold, Instant now) {
        Facts facts = new Facts(
                hold.account(),
                PostingIds.closing(hold.postingId()),
                Facts.IdSource.LEDGER,
                now,
                Fingerprint.NONE,
                hold.details());
        return new ClosePosting(facts, EntryKind.EXPIRE, hold.postingId());
    }
}
