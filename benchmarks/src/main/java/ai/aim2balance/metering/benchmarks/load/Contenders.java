package ai.aim2balance.metering.benchmarks.load;

import java.util.List;

/** All ways of booking that the driver knows. */
final class Contenders {
    static final String OURS = "ours";
    static final String LIBRECHAT = "librechat";
    static final String TRANSACTION = "transaction";
    static final List<String> NAMES = List.of(OURS, LIBRECHAT, TRANSACTION);

    private Contenders() {}

    static Contender of(String name) {
        return switch (name) {
            case OURS -> new LedgerContender();
            case LIBRECHAT -> new CompareAndSetContender();
            case TRANSACTION -> new TransactionContender();
            default -> throw new IllegalArgumentException("systems: " + name + " is none of " + NAMES);
        };
    }
}
