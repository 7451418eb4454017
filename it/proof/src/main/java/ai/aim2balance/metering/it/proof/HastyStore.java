package ai.aim2balance.metering.it.proof;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Says of each batch that it is durable and commits it a moment later, as databases do whose log is flushed in the
 * background. By it a proof shows that it can fail. Reads see what was said to be committed.
 */
final class HastyStore extends Forwarding {
    private static final long DELAY = 20;

    private final MeteringStore memory;
    private final MeteringStore disk;
    private final ExecutorService later = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "later");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Around a store.
     *
     * @param memory an empty store that answers at once
     */
    HastyStore(MeteringStore disk, MeteringStore memory) {
        super(memory);
        this.memory = memory;
        this.disk = disk;
    }

    @Override
    public AppendResult append(List<Entry> entries) {
        List<Entry> copy = new ArrayList<>(entries);
        AppendResult result = memory.append(entries);
        List<Entry> committed = copy.subList(0, result.committed());
        later.execute(() -> write(committed));
        return result;
    }

    private void write(List<Entry> entries) {
        try {
            TimeUnit.MILLISECONDS.sleep(DELAY);
            disk.append(entries);
        } catch (MeteringStoreException | InterruptedException e) {
            System.err.println("not written: " + e);
        }
    }

    @Override
    public void close() {
        later.shutdown();
        disk.close();
    }
}
