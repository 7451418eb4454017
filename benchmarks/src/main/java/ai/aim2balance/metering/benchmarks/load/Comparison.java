package ai.aim2balance.metering.benchmarks.load;

import ai.aim2balance.metering.it.postgres.TestPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One run of all systems under all loads of some options, in turns: A, B, C, A, B, C … */
final class Comparison implements AutoCloseable {
    private static final Duration PROBE = Duration.ofMillis(500);
    private static final Shape WARM_UP = new Shape(100, 64, 1, false, 0);

    private final Options options;
    private final PrintStream out;
    private final Site site;
    private final CellRun cells;

    Comparison(Options options, PrintStream out) throws IOException {
        this.options = options;
        this.out = out;
        this.site = site(options);
        this.cells = new CellRun(site, options.pool(), options.repeats());
    }

    private static Site site(Options options) throws IOException {
        return switch (options.store()) {
            case "memory" -> new MemorySite();
            case "h2", "sqlite" -> new FileSite(Engine.of(options.store()), options.directory());
            case "embedded" -> new FileSite(Engine.SQLITE, options.directory());
            case "postgres" -> {
                if (!options.url().isEmpty()) {
                    System.setProperty(TestPostgres.URL_PROPERTY, options.url());
                }
                yield new PostgresSite(options.delay());
            }
            default ->
                throw new IllegalArgumentException(
                        "--store: " + options.store() + " is none of memory, h2, sqlite," + " embedded, postgres");
        };
    }

    /** Whether all audits passed. */
    boolean run(Results results) throws IOException, InterruptedException {
        out.println("options: " + options);
        out.println("machine: " + Machine.describe());
        site.settings().forEach(line -> out.println("store:   " + line));
        List<Contender> systems = systems();
        boolean good = true;
        for (Contender system : systems) {
            good &= isGood(cells.run(system, WARM_UP, 0, Duration.ZERO, options.first()));
        }
        for (List<Shape> group : options.shapes()) {
            for (int repetition = 1; repetition <= options.repetitions(); repetition++) {
                int round = results.nextRound();
                out.printf(Locale.ROOT, "-- repetition %d: load %.1f, %s%n", repetition, Machine.load(), disk());
                for (Shape shape : group) {
                    for (Contender system : systems) {
                        CellResult result = cells.run(system, shape, round, options.warmUp(), options.length());
                        Lines.of(result).forEach(out::println);
                        results.add(options.store(), options.delay(), result);
                        good &= isGood(result);
                    }
                }
            }
        }
        return good;
    }

    private List<Contender> systems() {
        Engine engine;
        try (Database database = site.fresh()) {
            engine = database.engine();
        }
        return new ArrayList<>(options.systems().stream()
                .filter(system -> system.runsOn(engine))
                .toList());
    }

    private boolean isGood(CellResult result) {
        if (!result.isGood()) {
            out.println("  AUDIT FAILED: " + result.verdict().problems() + ", wrong answers to repeated ids: "
                    + result.reports().stream().mapToLong(NodeReport::wrong).sum());
        }
        return result.isGood();
    }

    private String disk() throws IOException {
        Path directory = site.directory();
        return directory == null ? "no disk" : Machine.forces(directory, PROBE);
    }

    @Override
    public void close() {
        cells.close();
        site.close();
    }
}
