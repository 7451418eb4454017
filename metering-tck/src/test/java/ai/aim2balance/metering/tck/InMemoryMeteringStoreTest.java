package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;

// snippet: contract
class InMemoryMeteringStoreTest extends MeteringStoreContract {
    @Override
    protected MeteringStore createStore() {
        return new InMemoryMeteringStore();
    }
}
// end
