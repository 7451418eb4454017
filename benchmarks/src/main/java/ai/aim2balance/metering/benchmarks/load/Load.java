package ai.aim2balance.metering.benchmarks.load;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * The same calls on the ledger and on the ways that are common today, on one database, in turns; audits what is stored
 * after each. See the README of this module for the options.
 *
 * <p>{@code java -cp benchmarks.jar ai.aim2balance.metering.benchmarks.load.Load --store postgres --profile small}
 */
public final class Load {
    static final String CHILD = "--child";

    private Load() {}

    /**
     * Runs the load and ends the process: with 1 where an audit failed, with 2 where the options are wrong.
     *
     * @param args options
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = System.out;
        if (args.length == 1 && args[0].equals(CHILD)) {
            ChildMain.run(out);
            return;
        }
        List<Options> runs;
        try {
            runs = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(runs, out) ? 0 : 1);
    }

    /** Whether everything that is stored is what callers were told. */
    static boolean run(List<Options> runs, PrintStream out) throws IOException, InterruptedException {
        Results all = new Results();
        boolean good = true;
        for (Options options : runs) {
            try (Comparison comparison = new Comparison(options, out)) {
                good &= comparison.run(all);
            }
        }
        out.println();
        all.print(out);
        out.println(good ? "all audits passed" : "AN AUDIT FAILED");
        return good;
    }
}
