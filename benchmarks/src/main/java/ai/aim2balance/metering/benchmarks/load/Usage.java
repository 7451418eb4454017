package ai.aim2balance.metering.benchmarks.load;

import java.lang.management.ManagementFactory;

/**
 * What a process used.
 *
 * @param cpuNanos CPU time of all its threads
 * @param codeNanos CPU time of threads that run Java code: without the compiler and the collector
 * @param allocatedBytes memory that its threads asked for
 */
record Usage(long cpuNanos, long codeNanos, long allocatedBytes) {
    static final Usage NONE = new Usage(0, 0, 0);

    /** What this process has used so far; threads that have ended are missing in what is asked thread by thread. */
    static Usage now() {
        long bytes = 0;
        long code = 0;
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] ids = threads.getAllThreadIds();
        for (long nanos : threads.getThreadCpuTime(ids)) {
            code += Math.max(0, nanos);
        }
        for (long allocated : threads.getThreadAllocatedBytes(ids)) {
            bytes += Math.max(0, allocated);
        }
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Usage(system.getProcessCpuTime(), code, bytes);
    }

    Usage since(Usage before) {
        return new Usage(
                cpuNanos - before.cpuNanos, codeNanos - before.codeNanos, allocatedBytes - before.allocatedBytes);
    }

    Usage plus(Usage other) {
        return new Usage(cpuNanos + other.cpuNanos, codeNanos + other.codeNanos, allocatedBytes + other.allocatedBytes);
    }
}
