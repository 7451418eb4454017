package ai.aim2balance.metering.pricing.exchange;

import ai.aim2balance.metering.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Last-known quotes of a supplier, refreshed by one task at a time while everybody else goes on with what is known. */
final class SuppliedRates implements ExchangeRates {
    /** A thread for each refresh: they are hours apart, and a library should not keep one waiting. */
    static final Executor OWN_THREAD = task -> {
        Thread thread = new Thread(task, "metering-exchange-rate");
        thread.setDaemon(true);
        thread.start();
    };

    private static final Logger LOG = LoggerFactory.getLogger(SuppliedRates.class);
    private static final Duration RETRY = Duration.ofMinutes(1);
    /** Ten years of days: enough for every call that may still be priced again. */
    private static final int REMEMBERED = 3_660;

    private final Supplier<ExchangeQuote> supplier;
    private final Duration refreshEvery;
    private final InstantSource clock;
    private final Executor executor;
    private final NavigableMap<LocalDate, ExchangeQuote> remembered = new ConcurrentSkipListMap<>();
    private final QuoteHistory history;
    private final FailureStreak streak = new FailureStreak();
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile Instant due;

    SuppliedRates(
            Supplier<ExchangeQuote> supplier,
            Duration refreshEvery,
            Duration maxAge,
            InstantSource clock,
            Executor executor) {
        if (refreshEvery.isNegative() || refreshEvery.isZero()) {
            throw new InvalidInputException("refresh interval", refreshEvery.toString(), "a positive duration");
        }
        this.supplier = supplier;
        this.refreshEvery = refreshEvery;
        this.clock = clock;
        this.executor = executor;
        this.history = new QuoteHistory(remembered, maxAge);
        this.due = clock.instant();
        refresh();
    }

    @Override
    public ExchangeQuote quoteAt(Instant at) {
        if (!clock.instant().isBefore(due) && refreshing.compareAndSet(false, true)) {
            startRefresh();
        }
        return history.at(at);
    }

    private void startRefresh() {
        try {
            executor.execute(() -> {
                try {
                    refresh();
                } finally {
                    refreshing.set(false);
                }
            });
        } catch (RuntimeException | OutOfMemoryError e) { // the latter where no thread is to be had
            due = clock.instant().plus(RETRY);
            failed(e);
            refreshing.set(false);
        }
    }

    private void refresh() {
        // Set before asking, so that even an error that nobody catches is not repeated by every caller.
        due = clock.instant().plus(refreshEvery.compareTo(RETRY) < 0 ? refreshEvery : RETRY);
        try {
            remember(supplier.get());
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @SuppressWarnings("ConstantValue") // a supplier of the application may well return null
    private void remember(ExchangeQuote quote) {
        if (quote == null) {
            throw new IllegalStateException("the supplier returned null");
        }
        remembered.put(quote.date(), quote);
        while (remembered.size() > REMEMBERED) {
            remembered.pollFirstEntry();
        }
        due = clock.instant().plus(refreshEvery);
        if (streak.endsWithSuccess()) {
            LOG.info("the exchange rate supplier answers again, with a quote of {}", quote.date());
        }
    }

    private void failed(Throwable e) {
        if (streak.beginsWithFailure()) {
            // Not its message: it may carry an address with a key in it.
            LOG.warn(
                    "the exchange rate supplier fails with {}; until it answers again, {}",
                    e.getClass().getName(),
                    remembered.isEmpty()
                            ? "there is no rate at all"
                            : "the last known quote is used, of " + remembered.lastKey());
        }
        LOG.debug("the exchange rate supplier failed", e);
    }
}
