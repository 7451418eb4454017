package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.analytics.UsageAnalytics;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.TokenType;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.environment.EnvironmentalCalculator;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import ai.aim2balance.metering.ledger.writer.Writer;
import ai.aim2balance.metering.ledger.writer.WriterOptions;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.store.MeteringStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The ledger: prices and weighs calls, books them exactly once, and answers whether a balance allows the next one. Make
 * one for each store and share it; thread-safe. Any number of nodes may work on one store.
 *
 * <p>What is booked is durable when a method returns, as far as the store's declared durability goes. A posting id has one
 * effect, whoever repeats it, whenever, on whatever node. Every method may throw {@link NotBookedException} (nothing was
 * changed) or {@link OutcomeUnknownException} (repeating with the same id is safe) unless it says otherwise, and {@link
 * ai.aim2balance.metering.InvalidInputException} for input that cannot be accepted, which changes nothing.
 */
public final class Metering implements AutoCloseable {
    private static final Duration HEAD_LIFE = Duration.ofSeconds(10);
    private static final int MOST_REMEMBERED = 4_096;

    private final Writer writer;
    private final Events events;
    private final Spending spending;
    private final Admission admission;
    private final Accounts accounts;
    private final Upkeep upkeep;
    private final Operator operator;
    private final UsageAnalytics usage;
    private final Leaders leaders;
    private final @Nullable ScheduledFuture<?> rounds;

    Metering(MeteringBuilder builder) {
        MeteringStore store = builder.store;
        Policies policies = new Policies(builder.policies);
        EnvironmentalCalculator environment =
                builder.environment == null ? EnvironmentalCalculator.bundled() : builder.environment;
        this.leaders = new Leaders(builder.executor);
        this.events = new Events(builder.listeners);
        this.writer = new Writer(
                store,
                policies,
                new WriterOptions(
                        builder.clock,
                        builder.patience,
                        builder.mostQueued,
                        HEAD_LIFE,
                        MOST_REMEMBERED,
                        leaders.executor(),
                        leaders.answers()),
                events);
        Refills refills = new Refills(writer, policies);
        Expiry expiry = new Expiry(store, writer, policies, builder.skewMargin);
        this.spending = new Spending(
                writer,
                new CallAssessor(builder.pricing, environment, builder.donatedShare, builder.projects),
                policies,
                builder.clock,
                builder.unrecorded,
                events);
        this.admission = new Admission(
                store,
                writer,
                policies,
                new Estimator(builder.pricing),
                refills,
                expiry,
                builder.clock,
                new Admission.HoldLimits(builder.usualHold, builder.longestHold),
                builder.admitsWithoutStore);
        this.accounts = new Accounts(store, writer, policies, builder.pricing, builder.clock);
        this.upkeep = new Upkeep(store, expiry, refills, policies, builder.clock);
        this.operator = new Operator(this, spending, store, expiry);
        this.usage = new UsageAnalytics(store, builder.clock);
        long every = builder.maintenanceEvery.toMillis();
        this.rounds = builder.scheduler == null
                ? null
                : builder.scheduler.scheduleWithFixedDelay(new Rounds(this), every, every, TimeUnit.MILLISECONDS);
    }

    /**
     * Configures a ledger.
     *
     * @param store where entries are kept; it stays the caller's to close
     * @param pricing what calls cost
     * @return a builder with defaults for everything else
     */
    public static MeteringBuilder builder(MeteringStore store, PricingService pricing) {
        return new MeteringBuilder(store, pricing);
    }

    /**
     * Books a call that was made: prices it, weighs it, takes its credits, in one entry with its prompt and completion
     * transactions. Recording never refuses: the balance may go below zero, exactly. What cannot be booked goes to the
     * {@link UnrecordedSpendHandler}.
     *
     * @param spend the call
     * @return how it was booked, now or before, or that it was handed over
     * @throws PostingConflictException if its id was used for something else
     */
    public SpendResult spendTokens(Spend spend) {
        return spending.book(Given.notNull(spend, "spend", "a call"), null);
    }

    /**
     * As {@link #spendTokens}, by the name that users of LibreChat know for calls with a prompt cache.
     *
     * @param spend the call, such as with {@link Spend.Builder#structuredTokens}
     * @return as {@link #spendTokens}
     */
    public SpendResult spendStructuredTokens(Spend spend) {
        return spendTokens(spend);
    }

    /**
     * As {@link #spendTokens} without waiting for the store. The call is priced and weighed before this returns; where too
     * many postings wait already, it waits for room.
     *
     * @param spend the call
     * @return completed by the executor of {@link MeteringBuilder#executor}; with a {@link PostingConflictException} as {@link #spendTokens}
     */
    public CompletableFuture<SpendResult> spendTokensAsync(Spend spend) {
        return spending.bookAsync(Given.notNull(spend, "spend", "a call"));
    }

    /**
     * Books many calls, such as an import: good ones are booked, bad ones are named. Of two with one id the first is booked
     * and the other compared; else the order is kept as long as the store does not fail.
     *
     * @param spends the calls; those without an id are booked once for each time they are given
     * @return what became of each, in order
     */
    public List<BatchItem> spendAll(List<Spend> spends) {
        return spending.bookAll(Given.notNull(spends, "spends", "calls"));
    }

    /**
     * Prices and weighs a call as {@link #spendTokens} would, and books nothing: what a dry run shows.
     *
     * @param spend the call
     * @return what would be booked of it
     * @throws ai.aim2balance.metering.pricing.exchange.ExchangeRateUnavailableException if there is no exchange rate at all
     */
    public UsageRecord assess(Spend spend) {
        return spending.assess(Given.notNull(spend, "spend", "a call"));
    }

    /**
     * Books one leg, or gives credits.
     *
     * @param request the leg
     * @return as {@link #spendTokens}
     */
    public SpendResult createTransaction(TransactionRequest request) {
        Given.notNull(request, "request", "one leg");
        if (request.tokenType() != TokenType.CREDITS) {
            return spendTokens(request.spend());
        }
        BookingResult result =
                topUp(new TopUp(request.account(), request.id(), request.amount(), null, request.context()));
        return result instanceof BookingResult.Applied applied
                ? new SpendResult.Applied(applied.entry())
                : new SpendResult.AlreadyApplied(Given.notNull(result.booked(), "entry", "what was booked before"));
    }

    /**
     * Whether the balance allows a call. Advice, answered from memory where that clearly allows it; a refusal is always
     * decided on what the store says now. Refills that are due are given first.
     *
     * @param call what is planned
     * @return whether it may be made, and what it would cost
     * @throws ai.aim2balance.metering.pricing.UnknownModelException if the model is unknown and such calls are refused
     */
    public BalanceCheck checkBalance(PlannedCall call) {
        return admission.check(Given.notNull(call, "call", "a planned call"));
    }

    /**
     * Sets credits aside for a call. Exact: at each accepted hold, what is reserved after it is not above the credits, for
     * any number of callers and nodes. The hold expires by itself.
     *
     * @param call what is planned; its hold id is the idempotency key
     * @return the hold, with its present status where it was made before; or why the call is refused
     * @throws PostingConflictException if the hold id was used for something else
     */
    public ReserveResult reserve(PlannedCall call) {
        return admission.reserve(Given.notNull(call, "call", "a planned call"));
    }

    /**
     * Books the call that a hold was for, and ends the hold. Once: a hold that was released or has expired, or was never
     * booked, is billed without it, once.
     *
     * @param holdId the hold's id
     * @param spend the call; the hold's id is its idempotency key, an id of its own is kept as the detail {@code spendId}
     * @return as {@link #spendTokens}
     * @throws PostingConflictException if the hold was settled with another call
     */
    public SpendResult settle(String holdId, Spend spend) {
        Given.notNull(spend, "spend", "a call");
        return spending.book(spend, PostingIds.ofCaller(spend.account, holdId));
    }

    /**
     * Ends a hold without a call. Repeating it, or releasing a hold that was never booked, changes no account.
     *
     * @param account whose
     * @param holdId the hold's id
     * @return what the hold is now: released, or how it had ended before
     */
    public Reservation.Status release(AccountId account, String holdId) {
        return admission.release(ofCaller(account), holdId);
    }

    /**
     * The balance as the store has it now. An account without entries is shown as it would be opened.
     *
     * @param account whose
     * @return the balance
     * @throws ai.aim2balance.metering.store.MeteringStoreException if the store cannot be asked
     */
    public Balance balance(AccountId account) {
        return accounts.balance(ofCaller(account));
    }

    /**
     * What credits are worth in the money of costs, at the tenant's general markup and the exchange rate of now: a call of
     * that many credits costs that. Many calls round one by one, and may differ from it by half a pico-euro each.
     *
     * @param account whose prices hold
     * @param credits credits
     * @return EUR with 12 decimals
     */
    public BigDecimal eurValue(AccountId account, BigDecimal credits) {
        return accounts.eurValue(ofCaller(account), Credits.of(Credits.toMicro(credits, "credits")));
    }

    /**
     * Changes credits or refill settings.
     *
     * @param update what changes
     * @return how it was booked, or that the account is at another version than expected
     * @throws PostingConflictException if its id was used for something else
     */
    public BookingResult updateBalance(BalanceUpdate update) {
        return accounts.update(Given.notNull(update, "update", "a change"));
    }

    /**
     * Credits what was bought or given, once for each id.
     *
     * @param topUp who gets what
     * @return how it was booked
     * @throws PostingConflictException if its id was used for something else
     */
    public BookingResult topUp(TopUp topUp) {
        return accounts.topUp(Given.notNull(topUp, "topUp", "a top-up"));
    }

    /**
     * Takes a call or top-up back, in whole or in part; never more than there is.
     *
     * @param refund what is taken back
     * @return how it was booked
     * @throws PostingConflictException if its id was used for something else
     */
    public BookingResult refund(Refund refund) {
        return accounts.refund(Given.notNull(refund, "refund", "a refund"));
    }

    /**
     * Proves an account: reads its whole chain and checks numbers, ids, states, holds, refunds and the sum.
     *
     * @param account whose
     * @return what was found
     * @throws ai.aim2balance.metering.store.MeteringStoreException if the store cannot be asked
     */
    public AuditReport audit(AccountId account) {
        return accounts.audit(ofCaller(account), 1);
    }

    /**
     * Proves the end of an account's chain, whose first entry is taken for granted, such as a checkpoint.
     *
     * @param account whose
     * @param fromSeq the number of the first entry that is read, 1 or more
     * @return what was found
     */
    public AuditReport audit(AccountId account, long fromSeq) {
        return accounts.audit(ofCaller(account), Operator.checkedSeq(fromSeq));
    }

    /**
     * Alerts in the order in which their entries became visible: each is found by reading on, at least once, whatever
     * node booked it.
     *
     * @param cursor from {@link AlertPage#cursor()}, or null for the beginning
     * @param limit how many entries are looked at, 1 to 10,000
     * @return the alerts among them, and where to go on
     */
    public AlertPage alertsAfter(@Nullable String cursor, int limit) {
        return accounts.alerts(cursor, limit);
    }

    /**
     * Usage as it was booked: summary, breakdown, series, log and environmental totals.
     *
     * @return questions to this ledger's store
     */
    public UsageAnalytics usage() {
        return usage;
    }

    /**
     * Ends holds that ran out and gives refills that are due, for accounts that nobody touches. To be called now and then;
     * harmless on any number of nodes.
     *
     * @return what was done
     * @throws ai.aim2balance.metering.store.MeteringStoreException if the store cannot be asked
     */
    public Maintenance maintenance() {
        return upkeep.round();
    }

    /**
     * What operators need beside the daily calls.
     *
     * @return the operators' calls
     */
    public Operator operator() {
        return operator;
    }

    /**
     * What this node did since it started: {@code batches}, {@code entries}, {@code refusals} by the store, {@code
     * failures} of the store, {@code exclusive} batches, {@code unrecorded} spends, {@code droppedEvents}.
     *
     * @return counts by name; a new map
     */
    public Map<String, Long> stats() {
        Map<String, Long> stats = new HashMap<>(writer.stats());
        stats.put("unrecorded", events.unrecorded());
        stats.put("droppedEvents", events.dropped());
        return stats;
    }

    /**
     * Takes no more postings and waits until those that are waiting are answered, for as long as the ledger's patience.
     * Spends that come later go to the {@link UnrecordedSpendHandler}. The store stays open. Repeating it does nothing.
     */
    @Override
    public void close() {
        if (rounds != null) {
            rounds.cancel(false);
        }
        writer.drain();
        leaders.close();
        events.close();
    }

    private static AccountId ofCaller(AccountId account) {
        return Given.notNull(account, "account", "tenant and user");
    }
}
