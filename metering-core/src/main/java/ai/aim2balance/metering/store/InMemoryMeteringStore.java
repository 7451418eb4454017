package ai.aim2balance.metering.store;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.internal.Given;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps entries in memory: the reference implementation by which other stores are judged, and a test double. Everything
 * is lost when the process ends. Nothing is ever removed, so memory grows with each entry. Thread-safe.
 *
 * <p>Beyond what {@link MeteringStore} asks for:
 *
 * <ul>
 *   <li>{@link #append} commits entry by entry: the prefix before a refused entry stays. An entry whose predecessor is
 *       missing is refused. An entry that breaks both keys is refused for its id.
 *   <li>Writers of one account go in order of arrival, those inside {@link #exclusively} included. Whoever has waited for
 *       a fifth of a second goes on, so that a stuck writer stops nobody. Readers wait for no writer.
 *   <li>Sums and lists go through all entries of the scope; entries that are committed meanwhile may be in them or not.
 * </ul>
 */
public final class InMemoryMeteringStore implements MeteringStore {
    private static final Logger LOG = LoggerFactory.getLogger(InMemoryMeteringStore.class);

    private static final StoreTraits TRAITS =
            new StoreTraits("in memory: everything is lost when the process ends", false, 16, 1_000);

    private final Map<AccountId, AccountChain> chains = new ConcurrentHashMap<>();
    private final Map<String, Queue<AccountChain>> byTenant = new ConcurrentHashMap<>();
    private final DueIndex due = new DueIndex(new ConcurrentSkipListMap<>());
    private final ArrivalLog arrivals = new ArrivalLog();
    private final Stripes stripes = new Stripes();
    private volatile boolean closed;

    /** An empty store. Says in the log that it forgets. */
    public InMemoryMeteringStore() {
        LOG.info("metering entries are kept in memory only: everything is lost when the process ends");
    }

    @Override
    public StoreTraits traits() {
        return TRAITS;
    }

    @Override
    public Map<AccountId, Entry> heads(Collection<AccountId> accounts) {
        checkOpen();
        Map<AccountId, Entry> heads = new HashMap<>();
        for (AccountId account : Given.notNull(accounts, "accounts", "accounts")) {
            AccountChain chain = chains.get(account);
            Entry head = chain == null ? null : chain.head();
            if (head != null) {
                heads.put(account, head);
            }
        }
        return heads;
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidInputException if the batch has more entries than {@link StoreTraits#mostEntries()}, is not sorted
     *     by account, or the numbers of an account are not consecutive; nothing was committed
     */
    @Override
    public AppendResult append(List<Entry> entries) {
        checkOpen();
        TRAITS.checkBatch(entries);
        long wanted = 0;
        for (Entry entry : entries) {
            wanted |= Stripes.of(entry.account());
        }
        long taken = stripes.take(wanted);
        try {
            return commit(entries);
        } finally {
            stripes.release(taken);
        }
    }

    @Override
    public EntryPage entries(EntryQuery query) {
        checkOpen();
        if (query instanceof EntryQuery.Arrival arrival) {
            return arrivals.find(arrival);
        }
        return new EntryPage(find(Given.notNull(query, "query", "which entries")), null);
    }

    @Override
    public List<UsageRow> aggregate(UsageQuery query) {
        checkOpen();
        return UsageScan.aggregate(within(query.scope()), query);
    }

    @Override
    public List<Entry> log(UsageQuery query) {
        checkOpen();
        return UsageScan.log(within(query.scope()), query);
    }

    @Override
    public <T> T exclusively(Collection<AccountId> accounts, Function<Locked, T> work) {
        checkOpen();
        Held held = new Held(List.copyOf(accounts), stripes.take(Stripes.of(accounts)));
        try {
            return work.apply(held);
        } finally {
            held.release();
        }
    }

    /** Ends the store: every later call but this one fails. */
    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return "InMemoryMeteringStore[" + chains.size() + " accounts, " + arrivals.size() + " entries]";
    }

    private AppendResult commit(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            AppendResult.Refusal refusal = add(entries.get(i));
            if (refusal != null) {
                return AppendResult.refused(i, refusal);
            }
        }
        return AppendResult.all(entries.size());
    }

    private AppendResult.@Nullable Refusal add(Entry entry) {
        AccountChain chain = chains.get(entry.account());
        if (chain == null) {
            if (entry.seq() > 1) {
                return AppendResult.Refusal.PREDECESSOR;
            }
            chain = chains.computeIfAbsent(entry.account(), this::newChain);
        }
        return chain.add(entry);
    }

    private AccountChain newChain(AccountId account) {
        AccountChain chain = new AccountChain(due, arrivals);
        byTenant.computeIfAbsent(account.tenant(), tenant -> new ConcurrentLinkedQueue<>())
                .add(chain);
        return chain;
    }

    private List<Entry> find(EntryQuery query) {
        if (query instanceof EntryQuery.ByIds byIds) {
            return chain(byIds.account()).withIds(byIds.postingIds());
        }
        if (query instanceof EntryQuery.ByReference byReference) {
            return chain(byReference.account()).referringTo(byReference.refersTo());
        }
        if (query instanceof EntryQuery.Chain piece) {
            return chain(piece.account()).from(piece.fromSeq(), piece.limit());
        }
        if (query instanceof EntryQuery.Due when) {
            return when.account() == null
                    ? due.find(when)
                    : chain(when.account()).due(when);
        }
        throw new InvalidInputException("query", query.toString(), "a form that this store knows");
    }

    /** The account's chain; an empty one that nobody else sees where it has none. */
    private AccountChain chain(AccountId account) {
        return chains.getOrDefault(account, new AccountChain(due, arrivals));
    }

    private Iterable<Entry> within(Scope scope) {
        Collection<AccountChain> seen;
        if (scope.tenant() == null) {
            seen = chains.values();
        } else if (scope.user() == null) {
            seen = byTenant.getOrDefault(scope.tenant(), new ConcurrentLinkedQueue<>());
        } else {
            seen = List.of(chain(new AccountId(scope.tenant(), scope.user())));
        }
        return () -> seen.stream().flatMap(chain -> chain.all().stream()).iterator();
    }

    private void checkOpen() {
        if (closed) {
            throw new MeteringStoreException(
                    MeteringStoreException.Outcome.NOT_APPLIED, "the in-memory store is closed", null);
        }
    }

    /** What work inside {@link #exclusively} has. Used by one thread. */
    private final class Held implements Locked {
        private final Collection<AccountId> accounts;
        private long taken;

        Held(Collection<AccountId> accounts, long taken) {
            this.accounts = accounts;
            this.taken = taken;
        }

        @Override
        public Map<AccountId, Entry> heads() {
            return InMemoryMeteringStore.this.heads(accounts);
        }

        @Override
        public EntryPage entries(EntryQuery query) {
            return InMemoryMeteringStore.this.entries(query);
        }

        @Override
        public AppendResult append(List<Entry> entries) {
            checkOpen();
            TRAITS.checkBatch(entries);
            try {
                // whoever went in without a stripe has waited long enough
                return commit(entries);
            } finally {
                release();
            }
        }

        void release() {
            long given = taken;
            taken = 0;
            stripes.release(given);
        }
    }
}
