package ai.aim2balance.metering.examples.quickstart;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** What a replay took of the heap. */
final class HeapUse {
    private static final long MEGABYTE = 1 << 20;

    private HeapUse() {}

    /** {@code used} after a collection: the ledger with all its entries. {@code peak} at most: each pool at its highest. */
    static String text() {
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
                .sum();
        System.gc();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return "heap " + used / MEGABYTE + " MB used after a collection, peak " + peak / MEGABYTE + " MB at most";
    }
}
