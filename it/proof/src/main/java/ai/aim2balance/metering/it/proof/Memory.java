package ai.aim2balance.metering.it.proof;

import java.lang.management.ManagementFactory;

/** What this process holds in memory. */
final class Memory {
    private static final long MEGABYTE = 1_024 * 1_024;

    private Memory() {}

    /** What is left behind a collection, in megabytes. */
    static long usedMegabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
    }
}
