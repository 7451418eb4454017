package ai.aim2balance.metering.mongo;

import ai.aim2balance.metering.store.MeteringStoreException;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import ai.aim2balance.metering.store.StoreThreads;
import com.mongodb.MongoException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls of the driver on threads of the store, for callers who wait for them. Thread-safe. */
final class Calls implements AutoCloseable {
    /** How much later than the driver's own limit a caller gives up. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private static final int LEDGER_THREADS = 16;
    private static final int QUERY_THREADS = 8;

    private final Duration timeLimit;
    private final Duration queryTimeLimit;
    private final StoreThreads ledger;
    private final StoreThreads queries;
    private volatile boolean closed;

    Calls(MongoOptions options) {
        this.timeLimit = options.timeLimit();
        this.queryTimeLimit = options.queryTimeLimit();
        this.ledger = new StoreThreads("metering-mongo", Math.max(LEDGER_THREADS, options.lanes() * 2));
        this.queries = new StoreThreads("metering-mongo-query", QUERY_THREADS);
    }

    /** Something of the ledger that reads. */
    <T> T read(String what, Supplier<T> work) {
        return run(ledger, timeLimit, e -> MongoErrors.ofRead(what, e), work);
    }

    /** Something of the ledger that writes. */
    <T> T write(Supplier<T> work) {
        return run(ledger, timeLimit, MongoErrors::ofWrite, work);
    }

    /** Something of the analytics. */
    <T> T query(String what, Supplier<T> work) {
        return run(queries, queryTimeLimit, e -> MongoErrors.ofRead(what, e), work);
    }

    private <T> T run(
            StoreThreads threads,
            Duration limit,
            Function<MongoException, MeteringStoreException> error,
            Supplier<T> work) {
        if (closed) {
            throw new MeteringStoreException(Outcome.NOT_APPLIED, "the store is closed", null);
        }
        return threads.call(beginning -> attempt(beginning, error, work), limit, limit.plus(MARGIN));
    }

    private static <T> @Nullable T attempt(
            StoreThreads.Beginning beginning,
            Function<MongoException, MeteringStoreException> error,
            Supplier<T> work) {
        Cut cut = new Cut(Thread.currentThread());
        try {
            return beginning.begin(cut::now) ? work.get() : null;
        } catch (MongoException e) {
            throw error.apply(e);
        } finally {
            cut.over();
        }
    }

    @Override
    public void close() {
        closed = true;
        ledger.close();
        queries.close();
    }

    /** Ends a call that hangs: the driver then closes its connection. */
    private static final class Cut {
        private @Nullable Thread calling;

        Cut(Thread calling) {
            this.calling = calling;
        }

        synchronized void now() {
            if (calling != null) {
                calling.interrupt();
            }
        }

        /** The thread is free again, also of an interrupt that came too late. */
        synchronized void over() {
            calling = null;
            Thread.interrupted();
        }
    }
}
