package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.analytics.UsageRow;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import ai.aim2balance.metering.store.StoreTraits;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/**
 * A store that fails on purpose, by a plan from a seed, around one that works: for tests of a ledger. Everything that it
 * does is what a right store may do on a bad day; what it answers is true. Thread-safe; with one thread, the same seed
 * does the same.
 *
 * <p>{@link #exclusively} has no lock here, whatever the store below has.
 */
public final class FaultyStore implements MeteringStore {
    private final MeteringStore delegate;
    private final FaultPlan plan;
    private final LateBatches late;
    private final Predicate<String> poison;
    private final BinaryOperator<Entry> rival;

    private FaultyStore(Builder builder) {
        this.delegate = builder.delegate;
        this.plan = new FaultPlan(builder.seed, builder.rates);
        this.late = new LateBatches(delegate, plan);
        this.poison = builder.poison;
        this.rival = builder.rival;
    }

    /**
     * Begins with a store that never fails.
     *
     * @param delegate the store that works
     * @param seed of the plan
     * @return a builder
     */
    public static Builder around(MeteringStore delegate, long seed) {
        return new Builder(delegate, seed);
    }

    /**
     * How often something was done so far.
     *
     * @param fault what
     * @return 0 or more
     */
    public long count(Fault fault) {
        return plan.count(fault);
    }

    /**
     * How often each fault was done so far.
     *
     * @return all faults with their counts
     */
    public Map<Fault, Long> counts() {
        Map<Fault, Long> counts = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            counts.put(fault, count(fault));
        }
        return counts;
    }

    /**
     * How many batches of unknown outcome may still arrive.
     *
     * @return 0 or more
     */
    public int pending() {
        return late.pending();
    }

    /** Lets everything arrive that is still under way. */
    public void deliverAll() {
        late.deliverAll();
    }

    /** Ends the bad day: from now on nothing fails; what is under way may still arrive. */
    public void heal() {
        plan.heal();
    }

    @Override
    public StoreTraits traits() {
        return delegate.traits();
    }

    @Override
    public Map<AccountId, Entry> heads(Collection<AccountId> accounts) {
        beforeRead();
        return delegate.heads(accounts);
    }

    @Override
    public AppendResult append(List<Entry> entries) {
        late.deliverSome();
        if (entries.isEmpty()) {
            return delegate.append(entries);
        }
        if (entries.stream().anyMatch(entry -> poison.test(entry.postingId()))) {
            plan.did(Fault.POISON);
            throw new MeteringStoreException(Outcome.REJECTED, "an entry cannot be kept", null);
        }
        int part = plan.below(entries.size());
        if (plan.does(Fault.RIVAL)) {
            return behindARival(entries, part);
        }
        if (plan.does(Fault.NOT_APPLIED)) {
            throw new MeteringStoreException(Outcome.NOT_APPLIED, "the store did not answer", null);
        }
        if (plan.does(Fault.UNKNOWN_LATE)) {
            late.add(entries);
            throw unknown();
        }
        if (plan.does(Fault.UNKNOWN_LOST)) {
            throw unknown();
        }
        if (plan.does(Fault.UNKNOWN_PART)) {
            delegate.append(entries.subList(0, part));
            throw unknown();
        }
        AppendResult result = delegate.append(entries);
        if (plan.does(Fault.UNKNOWN_APPLIED)) {
            throw unknown();
        }
        return result;
    }

    @Override
    public EntryPage entries(EntryQuery query) {
        beforeRead();
        return delegate.entries(query);
    }

    @Override
    public List<UsageRow> aggregate(UsageQuery query) {
        beforeRead();
        return delegate.aggregate(query);
    }

    @Override
    public List<Entry> log(UsageQuery query) {
        beforeRead();
        return delegate.log(query);
    }

    /** Closes the store below; what is under way never arrives. */
    @Override
    public void close() {
        late.drop();
        delegate.close();
    }

    @Override
    public String toString() {
        return "FaultyStore[" + plan + ", " + pending() + " batches under way, " + delegate + "]";
    }

    private void beforeRead() {
        late.deliverSome();
        if (plan.does(Fault.READ_FAILURE)) {
            throw new MeteringStoreException(Outcome.NOT_APPLIED, "the store did not answer", null);
        }
    }

    /** Commits what stands before a place, then another writer's entry, then tries the rest. */
    private AppendResult behindARival(List<Entry> entries, int place) {
        AppendResult before = delegate.append(entries.subList(0, place));
        if (before.refusal() != null) {
            return before;
        }
        Entry next = entries.get(place);
        Entry head = delegate.heads(List.of(next.account())).get(next.account());
        if (head != null) {
            delegate.append(List.of(rival.apply(head, next)));
        } else if (next.seq() == 1) {
            // two nodes open an account alike
            delegate.append(List.of(next));
        }
        AppendResult rest = delegate.append(entries.subList(place, entries.size()));
        return new AppendResult(place + rest.committed(), rest.refusal(), rest.account());
    }

    private static MeteringStoreException unknown() {
        return new MeteringStoreException(Outcome.UNKNOWN, "the store did not answer in time", null);
    }

    /** Collects how often what shall fail. Not thread-safe. */
    public static final class Builder {
        private final MeteringStore delegate;
        private final long seed;
        private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
        private Predicate<String> poison = id -> false;
        private BinaryOperator<Entry> rival = Rival::changingNothing;

        private Builder(MeteringStore delegate, long seed) {
            this.delegate = delegate;
            this.seed = seed;
        }

        /**
         * Sets how often something is done.
         *
         * @param fault what; {@link Fault#POISON} has {@link #poison} instead
         * @param rate its probability at each call that it can concern, 0 to 1
         * @return this
         * @throws InvalidInputException if the rate is outside 0 to 1, or the fault is poison
         */
        public Builder rate(Fault fault, double rate) {
            if (!(rate >= 0 && rate <= 1) || fault == Fault.POISON) {
                throw new InvalidInputException(
                        "rate of " + fault, Double.toString(rate), "0 to 1, of any fault but POISON");
            }
            rates.put(fault, rate);
            return this;
        }

        /**
         * Sets the same rate for everything.
         *
         * @param rate the probability of each fault, 0 to 1
         * @return this
         * @throws InvalidInputException if the rate is outside 0 to 1
         */
        public Builder everything(double rate) {
            for (Fault fault : Fault.values()) {
                if (fault != Fault.POISON) {
                    rate(fault, rate);
                }
            }
            return this;
        }

        /**
         * Sets which entries cannot be kept.
         *
         * @param postingIds true for the ids of such entries
         * @return this
         */
        public Builder poison(Predicate<String> postingIds) {
            this.poison = postingIds;
            return this;
        }

        /**
         * Sets how another writer's entry looks.
         *
         * @param entry from the account's head and the entry that it gets in before, an entry behind that head; by default
         *     an adjustment by nothing
         * @return this
         */
        public Builder rival(BinaryOperator<Entry> entry) {
            this.rival = entry;
            return this;
        }

        /**
         * The store.
         *
         * @return a store that fails as planned
         */
        public FaultyStore build() {
            return new FaultyStore(this);
        }
    }
}
