package ai.aim2balance.metering.benchmarks;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.ledger.AuditReport;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.ledger.TenantPolicy;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.exchange.ExchangeRates;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * Load on one account of one store in memory: by one ledger, then by several, as nodes on one database. Prints each node's
 * share and the longest wait, because a starved node is invisible in averages.
 *
 * <p>{@code java -cp benchmarks.jar ai.aim2balance.metering.benchmarks.Fairness [nodes] [threads a node] [seconds]}
 */
public final class Fairness {
    private static final AccountId HOT = new AccountId("acme", "hot");

    private final Duration length;
    private final PrintStream out;

    private Fairness(Duration length, PrintStream out) {
        this.length = length;
        this.out = out;
    }

    /**
     * Runs the load.
     *
     * @param args nodes, threads of each, seconds; 4, 4 and 5 without them
     */
    public static void main(String[] args) throws InterruptedException, IOException {
        int nodes = args.length > 0 ? Integer.parseInt(args[0]) : 4;
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 4;
        Duration length = Duration.ofSeconds(args.length > 2 ? Long.parseLong(args[2]) : 5);
        PrintStream out = System.out;
        Fairness load = new Fairness(length, out);
        load.printSetup();
        out.println("warm-up:");
        load.run(1, threads);
        load.run(nodes, threads);
        out.println("measured:");
        double alone = load.run(1, nodes * threads);
        double together = load.run(nodes, threads);
        out.printf(Locale.ROOT, "throughput of %d nodes: %.2f of one node%n", nodes, together / alone);
    }

    private void printSetup() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        String cpu = !Files.isReadable(info)
                ? System.getProperty("os.arch")
                : Files.readAllLines(info).stream()
                        .filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .orElse("unknown CPU");
        out.println(cpu.replaceFirst("^model name\\s*: ", "") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, load "
                + String.format(
                        Locale.ROOT,
                        "%.1f",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage())
                + "; " + System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version")
                + ", heap " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB; store in memory, one account, "
                + length.toSeconds() + " s");
    }

    /** Spends a second of all nodes together. */
    private double run(int nodes, int threadsEach) throws InterruptedException {
        PricingService pricing = PricingService.builder()
                .exchangeRates(ExchangeRates.fixed(new BigDecimal("1.0824")))
                .build();
        try (MeteringStore store = new InMemoryMeteringStore()) {
            List<Metering> ledgers = new ArrayList<>();
            List<Caller> callers = new ArrayList<>();
            CountDownLatch begin = new CountDownLatch(1);
            for (int node = 0; node < nodes; node++) {
                Metering ledger = Metering.builder(store, pricing)
                        .policy(TenantPolicy.DEFAULT)
                        .build();
                ledgers.add(ledger);
                for (int i = 0; i < threadsEach; i++) {
                    callers.add(new Caller(ledger, node, "node" + node + "/" + i + "/", begin));
                }
            }
            callers.forEach(Thread::start);
            long start = System.nanoTime();
            begin.countDown();
            Thread.sleep(length.toMillis());
            callers.forEach(caller -> caller.stop = true);
            for (Caller caller : callers) {
                caller.join();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double rate = report(nodes, callers, seconds);
            AuditReport audit = ledgers.get(0).audit(HOT);
            out.println("  " + audit.entries() + " entries, " + (audit.isProven() ? "proven" : audit.problems())
                    + "; node 0: " + ledgers.get(0).stats());
            ledgers.forEach(Metering::close);
            return rate;
        }
    }

    private double report(int nodes, List<Caller> callers, double seconds) {
        long all = callers.stream().mapToLong(caller -> caller.done).sum();
        out.printf(
                Locale.ROOT,
                "  %d nodes × %d threads: %,.0f spends a second, %.2f µs CPU each%n",
                nodes,
                callers.size() / nodes,
                all / seconds,
                callers.stream().mapToLong(caller -> caller.cpu).sum() / 1e3 / all);
        for (int node = 0; node < nodes; node++) {
            int number = node;
            List<Caller> own =
                    callers.stream().filter(caller -> caller.node == number).toList();
            long done = own.stream().mapToLong(caller -> caller.done).sum();
            long fewest = own.stream().mapToLong(caller -> caller.done).min().orElse(0);
            long most = own.stream().mapToLong(caller -> caller.done).max().orElse(0);
            long wait = own.stream().mapToLong(caller -> caller.longest).max().orElse(0);
            out.printf(
                    Locale.ROOT,
                    "    node %d: %.1f %% of all; its threads %.1f to %.1f %%; longest wait %.1f ms%n",
                    node,
                    100.0 * done / all,
                    100.0 * fewest / all,
                    100.0 * most / all,
                    wait / 1e6);
        }
        return all / seconds;
    }

    private static final class Caller extends Thread {
        private final Metering ledger;
        private final int node;
        private final String prefix;
        private final CountDownLatch begin;
        private volatile boolean stop;
        private long done;
        private long longest;
        private long cpu;

        Caller(Metering ledger, int node, String prefix, CountDownLatch begin) {
            this.ledger = ledger;
            this.node = node;
            this.prefix = prefix;
            this.begin = begin;
        }

        @Override
        public void run() {
            try {
                begin.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            while (!stop) {
                long start = System.nanoTime();
                ledger.spendTokens(Spend.builder(HOT, "openai", "gpt-4o")
                        .id(prefix + done)
                        .tokens(1_200, 300)
                        .build());
                longest = Math.max(longest, System.nanoTime() - start);
                done++;
            }
            cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
    }
}
