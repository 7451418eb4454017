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
        boolean enough = !doubt;
        for (Ticket ticket : tickets) {
            enough &= remembered(known, account, ticket.posting);
        }
        if (!enough) {
            read(known, account, tickets, access);
        }
        return known;
    }

    private boolean remembered(Known known, AccountId account, Posting posting) {
        if (posting.facts().source() != Facts.IdSource.GENERATED) {
            for (String id : posting.ids()) {
                add(known, account, id);
            }
        }
        String reference = posting.reference();
        return reference == null || (add(known, account, reference) && !posting.needsAllReferences());
    }

    private boolean add(Known known, AccountId account, String id) {
        Entry entry = lane.recent.get(new Lane.PostingKey(account, id));
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
