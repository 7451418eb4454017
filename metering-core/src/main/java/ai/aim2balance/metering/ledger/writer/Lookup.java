package ai.aim2balance.metering.ledger.writer;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.ledger.rule.Facts;
import ai.aim2balance.metering.ledger.rule.Head;
import ai.aim2balance.metering.ledger.rule.Known;
import ai.aim2balance.metering.ledger.rule.Posting;
import ai.aim2balance.metering.store.EntryQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the entries that postings ask about: in memory where that is enough, in the store otherwise. */
final class Lookup {
    /** A head that is further ahead was booked by a clock that is wrong. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final LaneContext context;
    private final Lane lane;

    Lookup(LaneContext context, Lane lane) {
        this.context = context;
        this.lane = lane;
    }

    /** What is known for some postings of an account; read from the store, after the head, where memory is not enough. */
    Known known(AccountId account, List<Ticket> tickets, boolean doubt, Access access) {
        Known known = new Known();
        if (doubt) {
            read(known, account, tickets, access);
            return known;
        }
        List<Ticket> missing = new ArrayList<>(0);
        for (Ticket ticket : tickets) {
            if (!remembered(known, account, ticket.posting)) {
                missing.add(ticket);
            }
        }
        if (!missing.isEmpty()) {
            read(known, account, missing, access);
        }
        return known;
    }

    /** Whether memory is enough to decide a posting, which is then among what is known. */
    private boolean remembered(Known known, AccountId account, Posting posting) {
        boolean enough = true;
        if (posting.facts().source() != Facts.IdSource.GENERATED) {
            for (String id : posting.ids()) {
                Lane.PostingKey key = new Lane.PostingKey(account, id);
                enough &= add(known, key) || !lane.seen.mayHave(key);
            }
        }
        String reference = posting.reference();
        return enough
                && (reference == null
                        || (add(known, new Lane.PostingKey(account, reference)) && !posting.needsAllReferences()));
    }

    private boolean add(Known known, Lane.PostingKey key) {
        Entry entry = lane.recent.get(key);
        if (entry != null) {
            known.add(entry);
        }
        return entry != null;
    }

    private static void read(Known known, AccountId account, List<Ticket> tickets, Access access) {
        Set<String> ids = new HashSet<>();
        Set<String> references = new HashSet<>();
        for (Ticket ticket : tickets) {
            ids.addAll(ticket.posting.ids());
            String reference = ticket.posting.reference();
            if (reference != null) {
                references.add(reference);
            }
        }
        ids.addAll(references);
        Set<Long> referred = new HashSet<>();
        for (Entry entry : access.entries(new EntryQuery.ByIds(account, ids)).entries()) {
            known.add(entry);
            if (references.contains(entry.postingId())) {
                referred.add(entry.seq());
            }
        }
        if (!referred.isEmpty()) {
            access.entries(new EntryQuery.ByReference(account, referred))
                    .entries()
                    .forEach(known::add);
        }
    }

    /** Own clock decides, whatever a head says; a head far ahead is told. */
    void alarm(AccountId account, @Nullable Head head, Instant now) {
        if (head != null && head.recordedAt().isAfter(now.plus(AHEAD))) {
            context.listener().clockAhead(account, Duration.between(now, head.recordedAt()));
        }
    }
}
