package ai.aim2balance.metering.store;

import ai.aim2balance.metering.analytics.UsageSource;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where entries are kept: the interface that an adapter for a database implements. Everything that makes a ledger
 * (batching, retries, holds, refills, refunds) is above it, once for all stores; the published contract tests of {@code
 * metering-tck} say whether an adapter is right. Implementations are thread-safe.
 *
 * <p>What every implementation guarantees:
 *
 * <ul>
 *   <li>Two keys are unique: (account, number) and (account, posting id).
 *   <li>{@link #append} commits a prefix of the batch in the given order and nothing behind a refused entry.
 *   <li>What {@link #append} reports as committed survives as far as {@link StoreTraits#durable()} says, and is seen by
 *       every read that begins afterwards, on any node.
 *   <li>It never joins a transaction of the caller, and an interrupt of the calling thread neither breaks it nor is lost.
 *   <li>Every statement has a time limit of its own.
 * </ul>
 */
public interface MeteringStore extends UsageSource, AutoCloseable {
    /** How long {@link #exclusively} waits for others with the same accounts before it goes without. */
    Duration COURTESY = Duration.ofMillis(200);

    /**
     * What the ledger must know about this store.
     *
     * @return the same for the life of the store
     */
    StoreTraits traits();

    /**
     * The newest entry of each account, as of the last successful append of any node that ended before this call.
     *
     * @param accounts any accounts
     * @return the newest entries; an account without one is not in the map
     * @throws MeteringStoreException if the store cannot be asked
     */
    Map<AccountId, Entry> heads(Collection<AccountId> accounts);

    /**
     * Inserts entries in the given order and stops at the first that breaks a key. An entry that breaks both keys is
     * refused for either of them. An entry whose predecessor is missing is refused where the store can see that in the
     * same round trip. An empty batch changes nothing.
     *
     * @param entries a batch of at most {@link StoreTraits#mostEntries()}, sorted by account; entries of one account have consecutive numbers
     * @return how many were committed, a prefix (a transactional store: all or none), and why the first other one was not
     * @throws MeteringStoreException if the store cannot be asked or cannot say what became of the batch
     */
    AppendResult append(List<Entry> entries);

    /**
     * Finds entries.
     *
     * @param query which
     * @return the entries in the query's order
     * @throws MeteringStoreException if the store cannot be asked
     * @throws ai.aim2balance.metering.InvalidInputException if a cursor is none that this store gave
     */
    EntryPage entries(EntryQuery query);

    /**
     * Runs work that reads heads and appends behind them while other nodes that ask for the same accounts wait. A courtesy
     * against contention, never needed for correctness: it waits {@link #COURTESY} at most, for all accounts together, and then
     * goes without.
     *
     * @param accounts the accounts of the work
     * @param work reads heads, then appends once; no user code runs in it
     * @return what the work returned
     * @param <T> what the work returns
     * @throws MeteringStoreException if the store cannot be asked
     */
    default <T> T exclusively(Collection<AccountId> accounts, Function<Locked, T> work) {
        return work.apply(new PlainLocked(this, accounts));
    }

    /**
     * Releases what the store holds. Every later call fails with a {@link MeteringStoreException}, but for this one, which
     * does nothing when it is repeated.
     */
    @Override
    void close();

    /** What work inside {@link #exclusively} may do. */
    interface Locked {
        /**
         * The newest entries as they were when the lock was taken.
         *
         * @return as {@link MeteringStore#heads}
         */
        Map<AccountId, Entry> heads();

        /**
         * Finds entries, on the connection that holds the lock where there is one.
         *
         * @param query as {@link MeteringStore#entries}
         * @return as {@link MeteringStore#entries}
         */
        EntryPage entries(EntryQuery query);

        /**
         * Commits and unlocks. To be called once at most.
         *
         * @param entries as {@link MeteringStore#append}
         * @return as {@link MeteringStore#append}
         */
        AppendResult append(List<Entry> entries);
    }
}
