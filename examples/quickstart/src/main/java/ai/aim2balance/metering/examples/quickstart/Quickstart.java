package ai.aim2balance.metering.examples.quickstart;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The runnable jar: {@code java -jar quickstart.jar replay|price}. */
public final class Quickstart {
    private static final String HELP = """
            usage:
              java -jar quickstart.jar replay [--trace FILE ...] [--usd-eur RATE] [--store FILE|memory]
                                              [--times N] [--threads N] [--shuffle SEED]
                  Books recorded traffic of several tenants and users in a ledger, and prints bill, impact, breakdowns,
                  balances and their proof. Killed and started again, it goes on where it was, and the bill is the same.
                  --store FILE     the ledger's file; without it, one for each kind of replay in the folder target
                  --store memory   no file
                  Without --trace: a small sample that is in the jar. FILE: a CSV file with the columns
                  TIMESTAMP,ContextTokens,GeneratedTokens, such as the Azure LLM inference trace of 2023.
                  In order of time, with a hold before each call. With one of the following: spends alone, whose sums
                  are the same in any order.
                  --times N        sends each spend N times, with the same id
                  --threads N      from N threads
                  --shuffle SEED   in random order

              java -jar quickstart.jar price [--catalog FILE] [--usd-eur RATE] [--rules own|feed]
                  Reads one call a line from standard input, and writes one line for each:
                  {"id": "1", "provider": "openai", "api": "chat", "at": "2026-01-31T12:00:00Z", "body": {...}}
                  {"id": "2", "provider": "openai", "model": "gpt-4o", "usage": {"input_tokens": 9}, "zone": "DEU"}
                  --catalog FILE   prices of your own, laid over the bundled catalogue
                  --rules feed     reads exactly what the extractor rules of the genai-prices feed read

              --usd-eur RATE   how many EUR one USD is, such as 0.92; without it, 1.0824 USD per EUR
            """;

    private Quickstart() {}

    public static void main(String[] args) throws IOException {
        // not System.out: it asks the system once for each line
        OutputStream stdout = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
        PrintStream out = new PrintStream(stdout, false, StandardCharsets.UTF_8);
        int status = run(List.of(args), out, System.err);
        out.flush();
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(List<String> args, PrintStream out, PrintStream err) throws IOException {
        String program = args.isEmpty() ? "help" : args.get(0);
        List<String> options = args.isEmpty() ? args : args.subList(1, args.size());
        try {
            switch (program) {
                case "replay" ->
                    new Replay(
                                    Options.parse(
                                            options,
                                            "--trace",
                                            "--usd-eur",
                                            "--store",
                                            "--times",
                                            "--threads",
                                            "--shuffle"),
                                    out)
                            .run();
                case "price" ->
                    new Price(Options.parse(options, "--catalog", "--usd-eur", "--rules"), out).run(System.in);
                case "help", "--help", "-h" -> out.print(HELP);
                default ->
                    throw new IllegalArgumentException("program is " + program + "; allowed: replay, price, help");
            }
            return 0;
        } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
            err.println(e.getMessage());
            err.println("try: java -jar quickstart.jar help");
            return 2;
        }
    }
}
