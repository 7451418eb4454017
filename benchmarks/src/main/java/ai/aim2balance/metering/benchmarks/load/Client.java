package ai.aim2balance.metering.benchmarks.load;

import java.util.Map;

/** One node's way of booking calls. Thread-safe. */
interface Client extends AutoCloseable {
    /**
     * Books one call of {@link Call}.
     *
     * @param account a number from 0
     * @param id the call's id
     * @return what was booked
     * @throws FailedCallException if the call is not booked, or nobody knows
     */
    Answer spend(int account, String id) throws FailedCallException;

    /** Whether a repeated id changes nothing. */
    boolean isIdempotent();

    /** What it counted since it was opened, by name; a new map. */
    Map<String, Long> counts();

    @Override
    void close();
}
