package ai.aim2balance.metering.pricing.exchange;

import java.util.concurrent.atomic.AtomicBoolean;

/** Tells the first failure of a streak from the others, so that a log names each streak once. */
final class FailureStreak {
    private final AtomicBoolean failing = new AtomicBoolean();

    /** True for the first failure since the last success. */
    boolean beginsWithFailure() {
        return failing.compareAndSet(false, true);
    }

    /** True for the first success since a failure. */
    boolean endsWithSuccess() {
        return failing.compareAndSet(true, false);
    }
}
