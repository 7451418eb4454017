package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import ai.aim2balance.metering.store.StoreTraits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A store in memory that can be down, lose its replies, or do something else with a batch. Thread-safe. */
final class FaultyStore implements MeteringStore {
    final InMemoryMeteringStore inner = new InMemoryMeteringStore();
    final AtomicInteger appends = new AtomicInteger();
    private final StoreTraits traits;
    final List<EntryQuery> queries = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean down;
    private volatile Appending appending = inner::append;

    /** What happens to a batch. */
    interface Appending {
        AppendResult append(List<Entry> entries);
    }

    FaultyStore() {
        this(16, 1_000);
    }

    FaultyStore(int lanes, int mostEntries) {
        this.traits = new StoreTraits("faulty", false, lanes, mostEntries);
    }

    static MeteringStoreException error(Outcome outcome) {
        return new MeteringStoreException(outcome, "planted", null);
    }

    void down(boolean isDown) {
        down = isDown;
    }

    void appending(UnaryOperator<Appending> change) {
        appending = change.apply(inner::append);
    }

    /** From now on every batch is applied, and the caller is not told. */
    void losesReplies() {
        appending(usual -> entries -> {
            usual.append(entries);
            throw error(Outcome.UNKNOWN);
        });
    }

    void heal() {
        down = false;
        appending = inner::append;
    }

    @Override
    public StoreTraits traits() {
        return traits;
    }

    @Override
    public Map<AccountId, Entry> heads(Collection<AccountId> accounts) {
        checkUp();
        return inner.heads(accounts);
    }

    @Override
    public AppendResult append(List<Entry> entries) {
        checkUp();
        appends.incrementAndGet();
        return appending.append(entries);
    }

    @Override
    public EntryPage entries(EntryQuery query) {
        checkUp();
        queries.add(query);
        return inner.entries(query);
    }

    @Override
    public List<UsageRow> aggregate(UsageQuery query) {
        checkUp();
        return inner.aggregate(query);
    }

    @Override
    public List<Entry> log(UsageQuery query) {
        checkUp();
        return inner.log(query);
    }

    @Override
    public void close() {
        inner.close();
    }

    private void checkUp() {
        if (down) {
            throw error(Outcome.NOT_APPLIED);
        }
    }
}
