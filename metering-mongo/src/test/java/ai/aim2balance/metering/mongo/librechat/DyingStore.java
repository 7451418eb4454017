package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.StoreTraits;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A store whose process dies at one step: at the n-th call and from then on, before or behind what the call does. */
final class DyingStore implements MeteringStore {
    private final MeteringStore delegate;
    private final boolean behind;
    private int left;

    DyingStore(MeteringStore delegate, int steps, boolean behind) {
        this.delegate = delegate;
        this.left = steps;
        this.behind = behind;
    }

    boolean isDead() {
        return left < 0;
    }

    private synchronized <T> T step(Supplier<T> call) {
        if (left < 0) {
            throw new MeteringStoreException(MeteringStoreException.Outcome.UNKNOWN, "it is dead", null);
        }
        left--;
        T done = left >= 0 || behind ? call.get() : null;
        if (left >= 0) {
            return done;
        }
        throw new MeteringStoreException(MeteringStoreException.Outcome.UNKNOWN, "it dies", null);
    }

    @Override
    public StoreTraits traits() {
        return delegate.traits();
    }

    @Override
    public Map<AccountId, Entry> heads(Collection<AccountId> accounts) {
        return step(() -> delegate.heads(accounts));
    }

    @Override
    public AppendResult append(List<Entry> entries) {
        return step(() -> delegate.append(entries));
    }

    @Override
    public EntryPage entries(EntryQuery query) {
        return step(() -> delegate.entries(query));
    }

    @Override
    public List<UsageRow> aggregate(UsageQuery query) {
        return delegate.aggregate(query);
    }

    @Override
    public List<Entry> log(UsageQuery query) {
        return delegate.log(query);
    }

    @Override
    public void close() {}
}
