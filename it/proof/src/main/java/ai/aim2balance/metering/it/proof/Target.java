package ai.aim2balance.metering.it.proof;

/** A kind of store that is to be proven, and its data. For one thread. A further store plugs in here. */
interface Target extends AutoCloseable {
    String name();

    /** Goes on with new, empty data. */
    void fresh();

    /** Where any process finds the data, for {@link Stores#open}. */
    String location();

    /** Waits until nothing is under way that a dead process has asked for. */
    void awaitQuiet();

    @Override
    void close();

    /** A store with a server, which can be killed as well. */
    interface Server extends Target {
        /** Where the server listens. */
        int port();

        /** The same data through a proxy. */
        String location(int throughPort);

        /** Kills all of its processes. */
        void kill();

        /** Lets it stop at once, without tidying up. */
        void stopImmediately();

        /** Starts it again on the same data. */
        void restart();

        /** Stops it where it is. */
        void pause();

        /** Lets it go on. */
        void resume();
    }
}
