package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.EntryPage;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.StoreTraits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The contract for a store with everything that is optional: transactions, nodes, durability and a lag of arrivals. */
class TransactionalStoreTest extends MeteringStoreContract {
    private static final Duration LAG = Duration.ofMillis(5);

    @Override
    protected MeteringStore createStore() {
        return new Node(new AllOrNothing());
    }

    @Override
    protected MeteringStore anotherNode(MeteringStore first) {
        return new Node(((Node) first).data);
    }

    @Override
    protected MeteringStore reopen(MeteringStore closed) {
        return anotherNode(closed);
    }

    @Override
    protected boolean transactional() {
        return true;
    }

    @Override
    protected Duration arrivalLag() {
        return LAG;
    }

    /** The data behind all nodes. */
    private static final class AllOrNothing extends PlainStore {
        private final List<Long> keptAt = new ArrayList<>();

        AllOrNothing() {
            super(200);
        }

        @Override
        public synchronized AppendResult append(List<Entry> batch) {
            int before = entries.size();
            AppendResult result = super.append(batch);
            if (result.refusal() == null) {
                return result;
            }
            entries.subList(before, entries.size()).clear();
            keptAt.subList(before, keptAt.size()).clear();
            return AppendResult.refused(0, result.refusal());
        }

        @Override
        void keep(Entry entry) {
            super.keep(entry);
            keptAt.add(System.nanoTime());
        }

        @Override
        EntryPage arrivals(EntryQuery.Arrival query) {
            long newest = System.nanoTime() - LAG.toNanos();
            int from = query.cursor() == null ? 0 : place(query.cursor());
            int to = from;
            while (to < entries.size() && to - from < query.limit() && keptAt.get(to) <= newest) {
                to++;
            }
            return new EntryPage(entries.subList(from, to), Integer.toString(to));
        }
    }

    /** A connection to it. */
    private static final class Node extends Forwarding {
        private final AllOrNothing data;
        private volatile boolean open = true;

        Node(AllOrNothing data) {
            super(data);
            this.data = data;
        }

        @Override
        MeteringStore target() {
            if (!open) {
                throw new MeteringStoreException(MeteringStoreException.Outcome.NOT_APPLIED, "closed", null);
            }
            return data;
        }

        @Override
        public StoreTraits traits() {
            return new StoreTraits("a list that outlives its nodes", true, 4, 200);
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
