package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.internal.Texts;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What operators need beside the daily calls. Nothing here edits an entry: corrections are entries of their own.
 * Thread-safe.
 */
public final class Operator {
    private final Metering metering;
    private final Spending spending;
    private final MeteringStore store;
    private final Expiry expiry;

    Operator(Metering metering, Spending spending, MeteringStore store, Expiry expiry) {
        this.metering = metering;
        this.spending = spending;
        this.store = store;
        this.expiry = expiry;
    }

    /**
     * Looks a posting id up: the answer to every unknown outcome.
     *
     * @param account whose
     * @param postingId the id
     * @return how it was booked, or nothing where it was not
     */
    public Optional<Entry> find(AccountId account, String postingId) {
        Given.notNull(account, "account", "tenant and user");
        return store.entries(EntryQuery.ByIds.of(account, Texts.name(postingId, "posting id"))).entries().stream()
                .findFirst();
    }

    /**
     * Looks many posting ids up in one round trip.
     *
     * @param account whose
     * @param postingIds at most 10,000 ids
     * @return how they were booked, by id; those that were not are missing
     */
    public Map<String, Entry> find(AccountId account, List<String> postingIds) {
        Given.notNull(account, "account", "tenant and user");
        Given.notNull(postingIds, "posting ids", "ids");
        if (postingIds.size() > EntryQuery.MOST_ENTRIES) {
            throw new InvalidInputException(
                    "posting ids", postingIds.size() + " ids", "at most " + EntryQuery.MOST_ENTRIES);
        }
        postingIds.forEach(id -> Texts.name(id, "posting id"));
        Map<String, Entry> found = new HashMap<>();
        store.entries(new EntryQuery.ByIds(account, Set.copyOf(postingIds)))
                .entries()
                .forEach(entry -> found.put(entry.postingId(), entry));
        return found;
    }

    /**
     * A piece of an account's chain.
     *
     * @param account whose
     * @param fromSeq the first number, 1 or more
     * @param limit at most how many entries, 1 to 10,000
     * @return the entries in order
     */
    public List<Entry> entries(AccountId account, long fromSeq, int limit) {
        Given.notNull(account, "account", "tenant and user");
        return store.entries(new EntryQuery.Chain(account, checkedSeq(fromSeq), limit))
                .entries();
    }

    /**
     * The holds of an account that nothing has closed, whether they ran out or not.
     *
     * @param account whose
     * @return their entries, the first to expire first
     */
    public List<Entry> openHolds(AccountId account) {
        Given.notNull(account, "account", "tenant and user");
        Entry head = store.heads(Set.of(account)).get(account);
        Instant from = head == null ? null : head.stateAfter().earliestExpiry();
        List<Entry> open = new ArrayList<>();
        EntryQuery.DuePosition after = null;
        while (from != null) {
            List<Entry> holds = store.entries(new EntryQuery.Due(
                            account, Set.of(EntryKind.HOLD), from, LATEST, after, EntryQuery.MOST_ENTRIES))
                    .entries();
            open.addAll(expiry.open(holds));
            if (holds.size() < EntryQuery.MOST_ENTRIES) {
                break;
            }
            Entry last = holds.get(holds.size() - 1);
            after = new EntryQuery.DuePosition(
                    java.util.Objects.requireNonNull(last.dueAt()), last.account(), last.seq());
        }
        return open;
    }

    static long checkedSeq(long seq) {
        if (seq < 1) {
            throw new InvalidInputException("fromSeq", Long.toString(seq), "1 or more");
        }
        return seq;
    }

    /** Later than any hold can expire, and a time that every store can hold. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * Books spends that could not be booked before. Repeating it is safe: each has its id. A line that still cannot be
     * booked is answered as unrecorded and not handed over again: whoever has it keeps it.
     *
     * @param lines JSON lines as {@link UnrecordedSpend#json} has them; blank ones are passed over
     * @return what became of each line that is not blank
     */
    public List<BatchItem> replay(Iterable<String> lines) {
        List<BatchItem> items = new ArrayList<>();
        for (String line : Given.notNull(lines, "lines", "JSON lines")) {
            if (line == null || !line.isBlank()) {
                items.add(replay(items.size(), line));
            }
        }
        return items;
    }

    private BatchItem replay(int index, String line) {
        try {
            SpendJson.Line spend = SpendJson.read(Given.notNull(line, "unrecorded spend", "a JSON object"));
            return BatchItem.of(index, spending.replay(spend.spend(), spend.holdId()));
        } catch (InvalidInputException e) {
            return BatchItem.of(index, e);
        }
    }

    /**
     * Refuses checks and reservations of an account from now on. What is used nonetheless is recorded.
     *
     * @param account whose
     * @param reason why, for people
     * @return the entry
     */
    public BookingResult freeze(AccountId account, String reason) {
        return metering.updateBalance(BalanceUpdate.of(account).frozen(true).reason(reason));
    }

    /**
     * Ends a freezing.
     *
     * @param account whose
     * @param reason why, for people
     * @return the entry
     */
    public BookingResult thaw(AccountId account, String reason) {
        return metering.updateBalance(BalanceUpdate.of(account).frozen(false).reason(reason));
    }

    /**
     * Corrects the credits by an adjustment that is linked to what it corrects.
     *
     * @param account whose
     * @param correctedId the posting id of what was wrong
     * @param credits by how many credits; may be negative
     * @param id the idempotency key
     * @param reason why, for people
     * @return the entry
     * @throws InvalidInputException if there is no such posting
     */
    public BookingResult correct(AccountId account, String correctedId, BigDecimal credits, String id, String reason) {
        return metering.updateBalance(BalanceUpdate.of(account)
                .increment(credits)
                .corrects(correctedId)
                .id(id)
                .reason(reason));
    }

    /**
     * The scope of all tenants, for usage across them.
     *
     * @return the scope
     */
    public Scope allTenants() {
        return Scope.allTenants();
    }
}
