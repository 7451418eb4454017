package ai.aim2balance.metering.benchmarks.load;

import com.zaxxer.hikari.HikariDataSource;

/** An empty database, made for one cell. */
interface Database extends AutoCloseable {
    Engine engine();

    /** What another process opens it by, over the network of the run. */
    String url();

    /**
     * A pool of connections over the network of the run.
     *
     * @param most how many connections the pool may have
     */
    HikariDataSource pool(int most);

    /** As {@link #pool}, without the delay of the run: for what is not measured. */
    HikariDataSource directPool(int most);

    /**
     * The ledger's store.
     *
     * @param most how many connections it may have
     * @param direct whether without the delay of the run
     */
    OpenStore store(int most, boolean direct);

    /** How large it is. */
    long bytes();

    /** Drops it. */
    @Override
    void close();
}
