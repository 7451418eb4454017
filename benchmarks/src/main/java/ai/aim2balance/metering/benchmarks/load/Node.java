package ai.aim2balance.metering.benchmarks.load;

/** One node under load, in this process or another. Each method is called once, in this order. */
interface Node extends AutoCloseable {
    /** Callers begin. */
    void start();

    /** From here on it counts. */
    void measure();

    /** Callers make no more calls; what is under way goes on. */
    void end();

    /** Waits until all callers are answered. */
    NodeReport report();

    @Override
    void close();
}
