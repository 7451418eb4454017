package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.environment.EnvironmentalCalculator;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Configures a ledger. For one thread; {@link #build} may be called once for each store. */
public final class MeteringBuilder {
    private static final Duration LONGEST_MARGIN = Duration.ofDays(1);

    final MeteringStore store;
    final PricingService pricing;

    @Nullable
    EnvironmentalCalculator environment;

    Function<String, TenantPolicy> policies = tenant -> TenantPolicy.DEFAULT;
    Clock clock = Clock.systemUTC();
    ProjectResolver projects = (account, conversation) -> null;
    UnrecordedSpendHandler unrecorded = UnrecordedSpendHandler.log();
    final List<MeteringListener> listeners = new ArrayList<>();
    Duration patience = Duration.ofSeconds(10);
    int mostQueued = 10_000;
    Duration usualHold = Duration.ofMinutes(30);
    Duration longestHold = Duration.ofHours(24);
    Duration skewMargin = Duration.ofSeconds(30);
    boolean admitsWithoutStore;
    BigDecimal donatedShare = BigDecimal.ONE;

    @Nullable
    Executor executor;

    @Nullable
    ScheduledExecutorService scheduler;

    Duration maintenanceEvery = Duration.ofMinutes(1);

    MeteringBuilder(MeteringStore store, PricingService pricing) {
        this.store = Given.notNull(store, "store", "a store");
        this.pricing = Given.notNull(pricing, "pricing", "a pricing service");
    }

    /**
     * Sets how calls are weighed; the bundled factors without it.
     *
     * @param calculator the calculator
     * @return this
     */
    public MeteringBuilder environment(EnvironmentalCalculator calculator) {
        this.environment = Given.notNull(calculator, "environment", "a calculator");
        return this;
    }

    /**
     * Sets one policy for all tenants; {@link TenantPolicy#DEFAULT} without it.
     *
     * @param policy the policy
     * @return this
     */
    public MeteringBuilder policy(TenantPolicy policy) {
        Given.notNull(policy, "policy", "a policy");
        return policies(tenant -> policy);
    }

    /**
     * Sets where policies come from. It is asked on callers' threads, for each tenant about every ten seconds; where it
     * fails, the last answer holds for as long.
     *
     * @param byTenant from a tenant to its policy; thread-safe
     * @return this
     */
    public MeteringBuilder policies(Function<String, TenantPolicy> byTenant) {
        this.policies = Given.notNull(byTenant, "policies", "a function");
        return this;
    }

    /**
     * Sets the clock by which this node decides; the system's without it.
     *
     * @param nodeClock the clock
     * @return this
     */
    public MeteringBuilder clock(Clock nodeClock) {
        this.clock = Given.notNull(nodeClock, "clock", "a clock");
        return this;
    }

    /**
     * Sets who knows the project of a conversation.
     *
     * @param resolver the resolver
     * @return this
     */
    public MeteringBuilder projects(ProjectResolver resolver) {
        this.projects = Given.notNull(resolver, "projects", "a resolver");
        return this;
    }

    /**
     * Sets who takes spends that cannot be booked; the log without it.
     *
     * @param handler the handler
     * @return this
     */
    public MeteringBuilder unrecorded(UnrecordedSpendHandler handler) {
        this.unrecorded = Given.notNull(handler, "unrecorded", "a handler");
        return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener the listener
     * @return this
     */
    public MeteringBuilder listener(MeteringListener listener) {
        listeners.add(Given.notNull(listener, "listener", "a listener"));
        return this;
    }

    /**
     * Sets how long a posting may take before its caller hears that it is not booked or that nobody knows; 10 seconds
     * without it.
     *
     * @param longest above 0, at most 10 minutes
     * @return this
     */
    public MeteringBuilder patience(Duration longest) {
        this.patience = within("patience", longest, Duration.ofMinutes(10));
        return this;
    }

    /**
     * Sets how many postings may wait in one lane before callers wait for room; 10,000 without it.
     *
     * @param most 1 to 1,000,000
     * @return this
     */
    public MeteringBuilder mostQueued(int most) {
        if (most < 1 || most > 1_000_000) {
            throw new InvalidInputException("mostQueued", Integer.toString(most), "1 to 1000000");
        }
        this.mostQueued = most;
        return this;
    }

    /**
     * Sets how long holds live; 30 minutes and 24 hours without it.
     *
     * @param usual where a call says nothing
     * @param longest the most that a call may ask for, at most 31 days
     * @return this
     */
    public MeteringBuilder holds(Duration usual, Duration longest) {
        this.longestHold = within("longest hold", longest, Duration.ofDays(31));
        this.usualHold = within("usual hold", usual, longest);
        return this;
    }

    /**
     * Sets how much longer than its life a hold is left alone, because clocks differ; 30 seconds without it.
     *
     * @param margin 0 to 1 day
     * @return this
     */
    public MeteringBuilder skewMargin(Duration margin) {
        if (Given.notNull(margin, "skewMargin", "a duration").isNegative() || margin.compareTo(LONGEST_MARGIN) > 0) {
            throw new InvalidInputException("skewMargin", margin.toString(), "PT0S to " + LONGEST_MARGIN);
        }
        this.skewMargin = margin;
        return this;
    }

    /**
     * Sets whether calls are admitted while the store cannot be asked; they are refused without it. What they use is
     * recorded in either case.
     *
     * @param admits true to admit
     * @return this
     */
    public MeteringBuilder admitWithoutStore(boolean admits) {
        this.admitsWithoutStore = admits;
        return this;
    }

    /**
     * Sets which share of the rebalancing fee is donated; all of it without it.
     *
     * @param share 0 to 1, at most 6 decimals
     * @return this
     */
    public MeteringBuilder donatedShare(BigDecimal share) {
        BigDecimal plain = Given.notNull(share, "donatedShare", "0 to 1").stripTrailingZeros();
        if (plain.signum() < 0 || plain.compareTo(BigDecimal.ONE) > 0 || plain.scale() > 6) {
            throw new InvalidInputException("donatedShare", share.toPlainString(), "0 to 1 with at most 6 decimals");
        }
        this.donatedShare = plain;
        return this;
    }

    /**
     * Sets who completes asynchronous results, and so runs what callers attach to them; the common pool without it.
     *
     * @param answers an executor that runs tasks in time
     * @return this
     */
    public MeteringBuilder executor(Executor answers) {
        this.executor = Given.notNull(answers, "executor", "an executor");
        return this;
    }

    /**
     * Sets who calls {@link Metering#maintenance}; the application does without it.
     *
     * @param host a scheduler of the application; the ledger does not shut it down
     * @param every how often, 1 second to 1 day
     * @return this
     */
    public MeteringBuilder maintenance(ScheduledExecutorService host, Duration every) {
        this.scheduler = Given.notNull(host, "scheduler", "a scheduler");
        this.maintenanceEvery = within("maintenance every", every, Duration.ofDays(1));
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new InvalidInputException("maintenance every", every.toString(), "PT1S to P1D");
        }
        return this;
    }

    /**
     * The ledger.
     *
     * @return a new ledger on the store; to be closed
     */
    public Metering build() {
        return new Metering(this);
    }

    private static Duration within(String field, Duration duration, Duration longest) {
        if (Given.notNull(duration, field, "a duration").isNegative()
                || duration.isZero()
                || duration.compareTo(longest) > 0) {
            throw new InvalidInputException(field, duration.toString(), "above PT0S, at most " + longest);
        }
        return duration;
    }
}
