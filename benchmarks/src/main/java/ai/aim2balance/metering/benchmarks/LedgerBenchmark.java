package ai.aim2balance.metering.benchmarks;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.ledger.AuditReport;
import ai.aim2balance.metering.ledger.BalanceCheck;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.PlannedCall;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.SpendResult;
import ai.aim2balance.metering.ledger.TenantPolicy;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The ledger over the store in memory, the whole path from a call to its entry. Each iteration has a new store, so that
 * memory stays bounded: what is booked stays in it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx6g")
public class LedgerBenchmark {
    private static final int ACCOUNTS = 1_000;
    private static final int CHAIN = 10_000;
    private static final String TENANT = "acme";
    private static final AccountId ANNA = new AccountId(TENANT, "anna");

    private static PricingService pricing() {
        return PricingService.builder()
                .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
                .build();
    }

    private static Spend spend(AccountId account, String id) {
        return Spend.builder(account, "openai", "gpt-4o")
                .id(id)
                .tokens(1_200, 300)
                .requestType("chat")
                .build();
    }

    /** A ledger whose entries are thrown away after each iteration. */
    @State(Scope.Benchmark)
    public static class Fresh {
        private final PricingService pricing = pricing();
        private final AtomicLong threads = new AtomicLong();
        private Metering metering = ledger();

        @Setup(Level.Iteration)
        public void open() {
            metering = ledger();
        }

        @TearDown(Level.Iteration)
        public void close() {
            metering.close();
        }

        private Metering ledger() {
            return Metering.builder(new InMemoryMeteringStore(), pricing)
                    .policy(TenantPolicy.DEFAULT
                            .withMode(BalanceMode.ENFORCED)
                            .withStartCredits(new BigDecimal("1000000000000")))
                    .build();
        }
    }

    /** The accounts of one thread, apart from those of others, and ids that nobody else has. */
    @State(Scope.Thread)
    public static class Caller {
        private final AccountId[] accounts = new AccountId[ACCOUNTS];
        private String prefix = "";
        private long next;

        @Setup
        public void prepare(Fresh fresh) {
            prefix = fresh.threads.incrementAndGet() + "/";
            for (int i = 0; i < ACCOUNTS; i++) {
                accounts[i] = new AccountId(TENANT, prefix + i);
            }
        }

        private String id() {
            next++;
            return prefix + next;
        }

        private AccountId account() {
            return accounts[(int) (next % ACCOUNTS)];
        }
    }

    @Benchmark
    public SpendResult spendOnOneAccount(Fresh fresh, Caller caller) {
        return fresh.metering.spendTokens(spend(ANNA, caller.id()));
    }

    @Benchmark
    @Threads(2)
    public SpendResult spendOnOneAccountByTwo(Fresh fresh, Caller caller) {
        return fresh.metering.spendTokens(spend(ANNA, caller.id()));
    }

    @Benchmark
    public SpendResult spendOnThousandAccounts(Fresh fresh, Caller caller) {
        return fresh.metering.spendTokens(spend(caller.account(), caller.id()));
    }

    @Benchmark
    @Threads(2)
    public SpendResult spendOnThousandAccountsByTwo(Fresh fresh, Caller caller) {
        return fresh.metering.spendTokens(spend(caller.account(), caller.id()));
    }

    @Benchmark
    public SpendResult reserveAndSettle(Fresh fresh, Caller caller) {
        AccountId account = caller.account();
        String id = caller.id();
        fresh.metering.reserve(PlannedCall.of(account, "openai", "gpt-4o", 1_200)
                .maxOutputTokens(500)
                .holdId(id));
        return fresh.metering.settle(
                id,
                Spend.builder(account, "openai", "gpt-4o")
                        .tokens(1_200, 300)
                        .requestType("chat")
                        .build());
    }

    /** An account with 10,000 spends whose head is remembered. */
    @State(Scope.Benchmark)
    public static class Known {
        private final Metering metering = Metering.builder(new InMemoryMeteringStore(), pricing())
                .policy(TenantPolicy.DEFAULT.withStartCredits(new BigDecimal("1000000000000")))
                .build();
        private final PlannedCall priced =
                PlannedCall.of(ANNA, "openai", "gpt-4o", 1_200).maxOutputTokens(500);
        private final PlannedCall credits = PlannedCall.ofCredits(ANNA, new BigDecimal("8000"));

        @Setup
        public void fill() {
            for (int i = 0; i < CHAIN; i++) {
                metering.spendTokens(spend(ANNA, "call-" + i));
            }
        }

        /** A head is remembered for ten seconds. */
        @Setup(Level.Iteration)
        public void remember() {
            metering.spendTokens(spend(ANNA, "again-" + System.nanoTime()));
        }
    }

    @Benchmark
    public BalanceCheck checkOfCredits(Known known) {
        return known.metering.checkBalance(known.credits);
    }

    @Benchmark
    public BalanceCheck checkWithPrice(Known known) {
        return known.metering.checkBalance(known.priced);
    }

    @Benchmark
    @OperationsPerInvocation(CHAIN)
    public AuditReport auditPerEntry(Known known) {
        return known.metering.audit(ANNA);
    }
}
