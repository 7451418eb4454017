package ai.aim2balance.metering.tck;

import ai.aim2balance.metering.store.MeteringStore;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A store with one defect.
 *
 * @param defect what it does wrong
 * @param transactional whether it says that an append commits all or nothing
 * @param store makes one
 * @param node makes a second node of it
 * @param caughtBy tests of the contract that must fail with it
 */
record Broken(
        String defect,
        boolean transactional,
        Supplier<MeteringStore> store,
        UnaryOperator<MeteringStore> node,
        List<String> caughtBy) {
    static Broken of(String defect, Supplier<MeteringStore> store, String... caughtBy) {
        return new Broken(defect, false, store, UnaryOperator.identity(), List.of(caughtBy));
    }

    static Broken transactional(String defect, Supplier<MeteringStore> store, String... caughtBy) {
        return new Broken(defect, true, store, UnaryOperator.identity(), List.of(caughtBy));
    }

    @Override
    public String toString() {
        return defect;
    }
}
