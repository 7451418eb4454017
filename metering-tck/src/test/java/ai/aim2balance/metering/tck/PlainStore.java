package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.AppendResult.Refusal;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.EntryQuery.DuePosition;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.StoreTraits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A right store of few lines: one list in order of arrival, gone through for every question. Broken stores override one
 * step of it each.
 */
class PlainStore implements MeteringStore {
    final List<Entry> entries = new ArrayList<>();
    final ReentrantLock lock = new ReentrantLock(true);
    private final long patienceMillis;
    volatile boolean closed;

    /** With little patience, because many of them are tried. */
    PlainStore() {
        this(40);
    }

    PlainStore(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    @Override
    public StoreTraits traits() {
        return new StoreTraits("a list", false, 1, 200);
    }

    @Override
    public synchronized Map<AccountId, Entry> heads(Collection<AccountId> accounts) {
        checkOpen();
        Map<AccountId, Entry> heads = new HashMap<>();
        for (AccountId account : accounts) {
            ofAccount(account).stream()
                    .max(Comparator.comparingLong(Entry::seq))
                    .ifPresent(head -> heads.put(account, head));
        }
        return heads;
    }

    @Override
    public synchronized AppendResult append(List<Entry> batch) {
        checkOpen();
        for (int i = 0; i < batch.size(); i++) {
            Refusal refusal = refusal(batch.get(i));
            if (refusal != null) {
                return AppendResult.refused(i, refusal);
            }
            keep(batch.get(i));
        }
        return AppendResult.all(batch.size());
    }

    @Nullable
    Refusal refusal(Entry entry) {
        List<Entry> chain = ofAccount(entry.account());
        if (chain.stream().anyMatch(other -> sameText(other.postingId(), entry.postingId()))) {
            return Refusal.ID;
        }
        if (chain.stream().anyMatch(other -> other.seq() == entry.seq())) {
            return Refusal.SEQ;
        }
        return entry.seq() > 1 && chain.stream().noneMatch(other -> other.seq() == entry.seq() - 1)
                ? Refusal.PREDECESSOR
                : null;
    }

    void keep(Entry entry) {
        entries.add(entry);
    }

    boolean sameText(String a, String b) {
        return a.equals(b);
    }

    boolean sameAccount(AccountId a, AccountId b) {
        return sameText(a.tenant(), b.tenant()) && sameText(a.user(), b.user());
    }

    List<Entry> ofAccount(AccountId account) {
        return entries.stream()
                .filter(entry -> sameAccount(entry.account(), account))
                .toList();
    }

    @Override
    public synchronized EntryPage entries(EntryQuery query) {
        checkOpen();
        if (query instanceof EntryQuery.Arrival arrival) {
            return arrivals(arrival);
        }
        if (query instanceof EntryQuery.ByIds ids) {
            return new EntryPage(byIds(ids), null);
        }
        if (query instanceof EntryQuery.ByReference reference) {
            return new EntryPage(
                    inOrder(ofAccount(reference.account()).stream()
                            .filter(entry -> entry.refersTo() != null
                                    && reference.refersTo().contains(entry.refersTo()))
                            .toList()),
                    null);
        }
        if (query instanceof EntryQuery.Chain chain) {
            return new EntryPage(
                    inOrder(ofAccount(chain.account())).stream()
                            .filter(entry -> entry.seq() >= chain.fromSeq())
                            .limit(chain.limit())
                            .toList(),
                    null);
        }
        return new EntryPage(due((EntryQuery.Due) query), null);
    }

    List<Entry> byIds(EntryQuery.ByIds query) {
        return ofAccount(query.account()).stream()
                .filter(entry -> query.postingIds().contains(entry.postingId()))
                .toList();
    }

    EntryPage arrivals(EntryQuery.Arrival query) {
        int from = query.cursor() == null ? 0 : place(query.cursor());
        List<Entry> page = entries.stream().skip(from).limit(query.limit()).toList();
        return new EntryPage(page, Integer.toString(from + page.size()));
    }

    static int place(String cursor) {
        try {
            return Integer.parseInt(cursor);
        } catch (NumberFormatException e) {
            throw new InvalidInputException("cursor", cursor, "a number", e);
        }
    }

    List<Entry> due(EntryQuery.Due query) {
        return entries.stream()
                .filter(entry -> entry.dueAt() != null && query.kinds().contains(entry.kind()))
                .filter(entry -> query.account() == null || sameAccount(query.account(), entry.account()))
                .filter(entry -> isDue(query, entry))
                .filter(entry -> query.after() == null || position(entry).compareTo(query.after()) > 0)
                .sorted(Comparator.comparing(PlainStore::position))
                .limit(query.limit())
                .toList();
    }

    boolean isDue(EntryQuery.Due query, Entry entry) {
        return !entry.dueAt().isBefore(query.from()) && !entry.dueAt().isAfter(query.to());
    }

    static DuePosition position(Entry entry) {
        return new DuePosition(entry.dueAt(), entry.account(), entry.seq());
    }

    static List<Entry> inOrder(List<Entry> chain) {
        return chain.stream().sorted(Comparator.comparingLong(Entry::seq)).toList();
    }

    @Override
    public synchronized List<UsageRow> aggregate(UsageQuery query) {
        checkOpen();
        return rows(entries.stream().filter(entry -> means(query, entry)).toList(), query);
    }

    boolean means(UsageQuery query, Entry entry) {
        return UsageModel.means(query, entry);
    }

    List<UsageRow> rows(List<Entry> meant, UsageQuery query) {
        return UsageModel.aggregate(meant, withoutFilters(query));
    }

    List<Entry> listed(List<Entry> meant, UsageQuery query) {
        return UsageModel.log(meant, withoutFilters(query));
    }

    static UsageQuery withoutFilters(UsageQuery query) {
        return UsageQuery.of(Scope.allTenants())
                .groupBy(query.groupBy())
                .bucket(query.bucket())
                .newestFirst(query.isNewestFirst())
                .portion(query.after(), query.offset(), query.limit());
    }

    @Override
    public synchronized List<Entry> log(UsageQuery query) {
        checkOpen();
        return listed(entries.stream().filter(entry -> means(query, entry)).toList(), query);
    }

    @Override
    public <T> T exclusively(Collection<AccountId> accounts, Function<Locked, T> work) {
        boolean interrupted = Thread.interrupted();
        boolean held = false;
        try {
            held = lock.tryLock(patienceMillis, TimeUnit.MILLISECONDS);
            return MeteringStore.super.exclusively(accounts, work);
        } catch (InterruptedException e) {
            interrupted = true;
            return MeteringStore.super.exclusively(accounts, work);
        } finally {
            if (held) {
                lock.unlock();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    void checkOpen() {
        if (closed) {
            throw new MeteringStoreException(MeteringStoreException.Outcome.NOT_APPLIED, "closed", null);
        }
    }
}
