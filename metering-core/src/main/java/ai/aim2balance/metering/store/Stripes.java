package ai.aim2balance.metering.store;

import ai.aim2balance.metering.entry.AccountId;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where writers of the same accounts wait for each other, in order of arrival. A courtesy: whoever has waited long enough
 * goes on without. A set of stripes is one long, a bit each. Thread-safe and reentrant.
 */
final class Stripes {
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ReentrantLock[] locks = new ReentrantLock[Long.SIZE];

    Stripes() {
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new ReentrantLock(true);
        }
    }

    /** The stripe of an account. */
    static long of(AccountId account) {
        int hash = account.hashCode() * 0x9E3779B9;
        return 1L << (hash >>> 26);
    }

    /** The stripes of some accounts, each once. */
    static long of(Collection<AccountId> accounts) {
        long stripes = 0;
        for (AccountId account : accounts) {
            stripes |= of(account);
        }
        return stripes;
    }

    /**
     * Waits for stripes, from the lowest up, a fifth of a second at most for all of them. An interrupt does not end the
     * wait; the thread is interrupted still afterwards.
     *
     * @return those that were taken: all, or fewer where the time was over
     */
    long take(long stripes) {
        boolean interrupted = Thread.interrupted();
        long taken = 0;
        long end = 0;
        long left = 0;
        long rest = stripes;
        while (rest != 0) {
            try {
                // with a time, even 0, the lock keeps to the order of arrival
                boolean done = locks[Long.numberOfTrailingZeros(rest)].tryLock(left, TimeUnit.NANOSECONDS);
                if (done) {
                    taken |= Long.lowestOneBit(rest);
                }
                if (done || end != 0) {
                    rest &= rest - 1;
                } else {
                    end = System.nanoTime() + PATIENCE_NANOS;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = end == 0 ? 0 : Math.max(0, end - System.nanoTime());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return taken;
    }

    /** Gives back what this thread took. */
    void release(long taken) {
        for (long rest = taken; rest != 0; rest &= rest - 1) {
            locks[Long.numberOfTrailingZeros(rest)].unlock();
        }
    }
}
