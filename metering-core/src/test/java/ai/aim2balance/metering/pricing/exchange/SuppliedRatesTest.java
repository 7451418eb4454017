package ai.aim2balance.metering.pricing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.pricing.exchange.ExchangeQuote.Direction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SuppliedRatesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration THREE_DAYS = Duration.ofDays(3);

    private volatile Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final AtomicInteger asked = new AtomicInteger();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean broken;

    @Test
    void the_first_quote_is_asked_for_at_once() {
        ExchangeRates rates = rates();

        assertThat(asked).hasValue(1);
        assertThat(rates.quoteAt(now).rate()).isEqualByComparingTo("1.01");
        assertThat(tasks).isEmpty();
    }

    @Test
    void a_due_refresh_runs_elsewhere_and_nobody_waits_for_it() {
        ExchangeRates rates = rates();
        pass(HOUR);

        assertThat(rates.quoteAt(now).rate()).isEqualByComparingTo("1.01");
        tasks.remove().run();
        assertThat(rates.quoteAt(now).rate()).isEqualByComparingTo("1.02");
    }

    @Test
    void only_one_refresh_is_under_way_at_a_time() {
        ExchangeRates rates = rates();
        pass(HOUR);

        for (int i = 0; i < 100; i++) {
            rates.quoteAt(now);
        }

        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        rates.quoteAt(now);
        assertThat(tasks).isEmpty();
    }

    @Test
    void the_last_known_quote_survives_a_failing_supplier_and_is_overdue_after_its_age() {
        ExchangeRates rates = rates();
        broken = true;
        pass(Duration.ofDays(3));
        rates.quoteAt(now);
        tasks.remove().run();

        assertThat(rates.quoteAt(now).overdue()).isFalse();
        pass(Duration.ofDays(1));
        assertThat(rates.quoteAt(now).overdue()).isTrue();
        assertThat(rates.quoteAt(now).rate()).isEqualByComparingTo("1.01");
    }

    @Test
    void a_failed_supplier_is_asked_again_after_a_minute_and_not_before() {
        ExchangeRates rates = rates();
        broken = true;
        pass(HOUR);
        rates.quoteAt(now);
        tasks.remove().run();

        pass(Duration.ofSeconds(59));
        rates.quoteAt(now);
        assertThat(tasks).isEmpty();
        broken = false;
        pass(Duration.ofSeconds(1));
        rates.quoteAt(now);
        tasks.remove().run();
        assertThat(rates.quoteAt(now).rate()).isEqualByComparingTo("1.03");
    }

    @Test
    void a_supplier_that_never_answered_gives_a_typed_error_until_it_does() {
        broken = true;
        ExchangeRates rates = rates();

        assertThatThrownBy(() -> rates.quoteAt(now))
                .isInstanceOfSatisfying(
                        ExchangeRateUnavailableException.class,
                        e -> assertThat(e.at()).isEqualTo(now));
        broken = false;
        pass(Duration.ofMinutes(1));
        assertThatThrownBy(() -> rates.quoteAt(now)).isInstanceOf(ExchangeRateUnavailableException.class);
        tasks.remove().run();
        assertThat(rates.quoteAt(now).rate()).isEqualByComparingTo("1.02");
    }

    @Test
    void a_call_of_the_past_gets_the_remembered_quote_of_its_day() {
        Instant monday = now;
        ExchangeRates rates = rates();
        pass(Duration.ofDays(1));
        rates.quoteAt(now);
        tasks.remove().run();

        assertThat(rates.quoteAt(now).rate()).isEqualByComparingTo("1.02");
        assertThat(rates.quoteAt(monday).rate()).isEqualByComparingTo("1.01");
        ExchangeQuote sunday = rates.quoteAt(monday.minus(Duration.ofDays(1)));
        assertThat(sunday.rate()).isEqualByComparingTo("1.01");
        assertThat(sunday.overdue()).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway") // the case is a supplier that breaks its contract
    void null_is_a_failure() {
        ExchangeRates rates = ExchangeRates.supplied(() -> null, HOUR, THREE_DAYS, () -> now, tasks::add);

        assertThatThrownBy(() -> rates.quoteAt(now)).isInstanceOf(ExchangeRateUnavailableException.class);
    }

    @Test
    void an_error_in_a_refresh_does_not_block_the_next_one() {
        AtomicInteger calls = new AtomicInteger();
        ExchangeRates rates = ExchangeRates.supplied(
                () -> {
                    if (calls.incrementAndGet() == 2) {
                        throw new AssertionError("broken");
                    }
                    return quote(calls.get());
                },
                HOUR,
                THREE_DAYS,
                () -> now,
                tasks::add);
        pass(HOUR);
        rates.quoteAt(now);
        assertThatThrownBy(() -> tasks.remove().run()).isInstanceOf(AssertionError.class);
        rates.quoteAt(now);
        assertThat(tasks).isEmpty();
        pass(Duration.ofMinutes(1));
        rates.quoteAt(now);
        tasks.remove().run();
        assertThat(rates.quoteAt(now).rate()).isEqualByComparingTo("1.03");
    }

    @Test
    void an_executor_that_refuses_costs_a_refresh_and_not_the_answer() {
        ExchangeRates rates = ExchangeRates.supplied(this::supply, HOUR, THREE_DAYS, () -> now, task -> {
            throw new RejectedExecutionException("full");
        });
        pass(HOUR);

        assertThat(rates.quoteAt(now).rate()).isEqualByComparingTo("1.01");
    }

    @Test
    void without_an_executor_a_refresh_has_a_thread_of_its_own() throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(2);
        List<Thread> threads = new CopyOnWriteArrayList<>();
        ExchangeRates rates = ExchangeRates.supplied(
                () -> {
                    threads.add(Thread.currentThread());
                    refreshed.countDown();
                    return supply();
                },
                HOUR,
                THREE_DAYS,
                () -> now);
        assertThat(threads).containsExactly(Thread.currentThread());
        pass(HOUR);
        rates.quoteAt(now);
        refreshed.await();

        assertThat(threads.get(1)).isNotSameAs(Thread.currentThread());
        assertThat(threads.get(1).isDaemon()).isTrue();
    }

    @Test
    void an_interval_of_zero_is_refused() {
        assertThatThrownBy(() -> ExchangeRates.supplied(this::supply, Duration.ZERO, THREE_DAYS, () -> now))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("refresh interval");
    }

    @Test
    void a_log_names_each_streak_of_failures_once() {
        FailureStreak streak = new FailureStreak();

        assertThat(streak.endsWithSuccess()).isFalse();
        assertThat(streak.beginsWithFailure()).isTrue();
        assertThat(streak.beginsWithFailure()).isFalse();
        assertThat(streak.endsWithSuccess()).isTrue();
        assertThat(streak.beginsWithFailure()).isTrue();
    }

    private ExchangeRates rates() {
        return ExchangeRates.supplied(this::supply, HOUR, THREE_DAYS, () -> now, tasks::add);
    }

    private ExchangeQuote supply() {
        int number = asked.incrementAndGet();
        if (broken) {
            throw new IllegalStateException("out of order");
        }
        return quote(number);
    }

    private ExchangeQuote quote(int number) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return new ExchangeQuote(BigDecimal.valueOf(100 + number, 2), Direction.USD_PER_EUR, today, "bank", false);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
