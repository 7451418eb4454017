package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Before a call of the store it tells the proxy, which nobody else uses, what to do to one of the call's requests. Calls
 * must come one at a time.
 */
final class AimingStore extends Forwarding {
    /** A call inside a lock has so many requests at most: lock, heads, look-up, append, commit. */
    private static final int MOST_REQUESTS = 4;

    private final FaultyProxy proxy;
    private final Aims aims;
    private final Random random;
    private final double rate;

    /**
     * Around a store.
     *
     * @param rate how often a call is disturbed, 0 to 1
     */
    AimingStore(MeteringStore target, FaultyProxy proxy, Aims aims, long seed, double rate) {
        super(target);
        this.proxy = proxy;
        this.aims = aims;
        this.random = new Random(seed);
        this.rate = rate;
    }

    @Override
    public Map<AccountId, Entry> heads(Collection<AccountId> accounts) {
        return disturbed(StoreCall.HEADS, 1, () -> super.heads(accounts));
    }

    @Override
    public AppendResult append(List<Entry> entries) {
        return disturbed(StoreCall.APPEND, 1, () -> super.append(entries));
    }

    @Override
    public EntryPage entries(EntryQuery query) {
        return disturbed(StoreCall.ENTRIES, 1, () -> super.entries(query));
    }

    @Override
    public <T> T exclusively(Collection<AccountId> accounts, Function<Locked, T> work) {
        return disturbed(StoreCall.EXCLUSIVELY, MOST_REQUESTS, () -> super.exclusively(accounts, work));
    }

    private <T> T disturbed(StoreCall call, int requests, Supplier<T> work) {
        ProxyFault fault = random.nextDouble() < rate ? aims.wanted(call, random) : null;
        if (fault == null) {
            return work.get();
        }
        long before = proxy.count(fault);
        proxy.arm(fault, 1 + random.nextInt(requests));
        try {
            return work.get();
        } finally {
            done(call, fault, before);
        }
    }

    private void done(StoreCall call, @Nullable ProxyFault fault, long before) {
        if (!proxy.disarm() && fault != null && proxy.count(fault) > before) {
            aims.did(call, fault);
        }
    }
}
