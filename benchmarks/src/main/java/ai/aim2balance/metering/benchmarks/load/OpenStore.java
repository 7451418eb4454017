package ai.aim2balance.metering.benchmarks.load;

import ai.aim2balance.metering.store.MeteringStore;

/**
 * A store and what is closed with it: nothing where nodes share it.
 *
 * @param store the store
 * @param release closes what belongs to this user of the store
 */
record OpenStore(MeteringStore store, Runnable release) implements AutoCloseable {
    @Override
    public void close() {
        release.run();
    }
}
