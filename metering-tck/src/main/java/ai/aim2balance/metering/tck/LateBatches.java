package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches that a caller has given up and a server still inserts, each in its order, stopping at its first refusal. */
final class LateBatches {
    /** One call in so many lets something arrive. */
    private static final int SELDOM = 4;

    private final MeteringStore target;
    private final FaultPlan plan;
    private final List<List<Entry>> batches = new ArrayList<>();
    /** Batches of which a piece is being inserted right now. */
    private int taken;

    LateBatches(MeteringStore target, FaultPlan plan) {
        this.target = target;
        this.plan = plan;
    }

    synchronized void add(List<Entry> batch) {
        batches.add(List.copyOf(batch));
    }

    synchronized int pending() {
        return batches.size() + taken;
    }

    synchronized void drop() {
        batches.clear();
    }

    /** Perhaps lets a piece of one of the batches arrive. */
    void deliverSome() {
        List<Entry> batch = take(true);
        if (batch != null) {
            deliver(batch, 1 + plan.below(batch.size()));
        }
    }

    /** Lets all of them arrive. */
    void deliverAll() {
        for (List<Entry> batch = take(false); batch != null; batch = take(false)) {
            deliver(batch, batch.size());
        }
    }

    private synchronized @Nullable List<Entry> take(boolean perhaps) {
        if (batches.isEmpty() || (perhaps && plan.below(SELDOM) > 0)) {
            return null;
        }
        taken++;
        return batches.remove(plan.below(batches.size()));
    }

    private void deliver(List<Entry> batch, int size) {
        List<Entry> rest = List.of();
        try {
            AppendResult result = target.append(batch.subList(0, size));
            if (result.refusal() == null) {
                rest = batch.subList(size, batch.size());
            }
        } catch (MeteringStoreException e) {
            // the connection of the late batch broke: nobody waits for it
            rest = List.of();
        } finally {
            giveBack(rest);
        }
    }

    private synchronized void giveBack(List<Entry> rest) {
        taken--;
        if (!rest.isEmpty()) {
            batches.add(rest);
        }
    }
}
