package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.analytics.UsageSums;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.jdbc.JdbcMeteringStore;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Books recorded traffic of several tenants and users, and prints what the ledger says about it. */
final class Replay {
    private static final String MEMORY = "memory";

    private final List<String> traces;
    private final String place;
    private final @Nullable RunOptions repeated;
    private final PricingService pricing;
    private final PrintStream out;

    Replay(Options options, PrintStream out) {
        this.traces = options.all("--trace");
        this.repeated = RunOptions.of(options);
        String given = options.one("--store");
        this.place = given == null ? ownFile() : given;
        this.pricing =
                PricingService.builder().exchangeRates(options.exchangeRates()).build();
        this.out = out;
    }

    void run() throws IOException {
        String catalog = ", prices of catalogue " + pricing.catalog().version();
        if (traces.isEmpty()) {
            out.println("Recorded sample in this jar" + catalog);
        }
        traces.forEach(trace -> out.println("Trace " + Path.of(trace).getFileName() + catalog));
        List<Recorded> calls = traces.isEmpty() ? Traffic.ofSample() : Traffic.ofTraces(traces);
        if (calls.isEmpty()) {
            out.println("no calls");
            return;
        }
        TraceClock clock = new TraceClock(calls.get(0).call().at());
        long start = System.nanoTime();
        try (MeteringStore store = open();
                Metering metering = Metering.builder(store, pricing)
                        .policies(traces.isEmpty() ? Tenants.ofSample() : Tenants.ofTrace())
                        .clock(clock)
                        .build()) {
            out.println("Ledger: " + store.traits().description());
            Consumer<PrintStream> story = book(metering, clock, calls);
            long booked = System.nanoTime();
            report(metering, store, calls, story);
            out.println(seconds(start, booked) + " s to book, " + seconds(booked, System.nanoTime())
                    + " s to sum and prove; " + HeapUse.text());
        }
    }

    private MeteringStore open() {
        return place.equals(MEMORY) ? new InMemoryMeteringStore() : JdbcMeteringStore.embedded(Path.of(place));
    }

    /** One file for each kind of replay: a call that is booked once by a hold and once without is booked twice. */
    private String ownFile() {
        String what = traces.isEmpty()
                ? "sample"
                : traces.stream()
                        .map(trace -> String.valueOf(Path.of(trace).getFileName()))
                        .collect(Collectors.joining("-"));
        return "target/replay-" + what + (repeated == null ? "" : "-spends") + ".db";
    }

    /** Books all calls, and returns who tells how that went. */
    private Consumer<PrintStream> book(Metering metering, TraceClock clock, List<Recorded> calls) {
        if (repeated == null) {
            Booked before = Booked.in(metering, accounts(calls));
            clock.advanceTo(before.newest());
            OrderedRun run = new OrderedRun(metering, clock, before);
            run.run(calls);
            return run::print;
        }
        clock.advanceTo(calls.get(calls.size() - 1).call().at());
        RepeatedRun run = new RepeatedRun(metering, repeated);
        run.run(calls);
        return run::print;
    }

    private void report(Metering metering, MeteringStore store, List<Recorded> calls, Consumer<PrintStream> story) {
        SortedSet<AccountId> accounts = accounts(calls);
        SortedSet<String> tenants = new TreeSet<>();
        accounts.forEach(account -> tenants.add(account.tenant()));
        Usage usage = new Usage(metering, calls);
        new Bill(usage).print(out);
        new Breakdowns(usage).print(out, tenants);
        new Proof(metering, accounts).print(out, new Digest());
        out.println();
        story.accept(out);
        UsageSums total = usage.total();
        out.println("bill " + Bill.decimal(total.listUsd(), 6) + " USD " + Bill.decimal(total.costEur(), 6)
                + " EUR, digest of all sums " + Digest.ofUsage(store).hex());
    }

    private static SortedSet<AccountId> accounts(List<Recorded> calls) {
        SortedSet<AccountId> accounts = new TreeSet<>();
        calls.forEach(call -> accounts.add(call.account()));
        return accounts;
    }

    private static String seconds(long from, long to) {
        return String.format(Locale.ROOT, "%.1f", (to - from) / 1e9);
    }
}
