package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.usage.UsageReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Prices and weighs recorded traffic of several tenants and users, and prints the bill and the impact. */
final class Replay {
    private static final String SAMPLE = "sample-traffic.jsonl";

    private final List<String> traces;
    private final PrintStream out;
    private final Assessor assessor;
    private final Bill bill = new Bill();

    Replay(Options options, PrintStream out) {
        this.traces = options.all("--trace");
        this.out = out;
        this.assessor = new Assessor(
                PricingService.builder().exchangeRates(options.exchangeRates()).build());
    }

    void run() throws IOException {
        if (traces.isEmpty()) {
            out.println("Recorded sample in this jar, prices of catalogue " + catalog());
            replaySample();
        }
        for (String trace : traces) {
            out.println("Trace " + Path.of(trace).getFileName() + ", prices of catalogue " + catalog());
            new Trace().replay(Path.of(trace), this::book);
        }
        bill.print(out);
    }

    private String catalog() {
        return assessor.catalogVersion();
    }

    private void replaySample() throws IOException {
        CallLine lines = new CallLine(UsageReader.bundled());
        InputStream sample = Objects.requireNonNull(Replay.class.getResourceAsStream(SAMPLE), SAMPLE);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(sample, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                book(lines.parse(line).call());
            }
        }
    }

    private void book(Call call) {
        bill.add(call, assessor.assess(call, call.reading()));
        call.reading().more().forEach(extra -> bill.add(call, assessor.assess(call, extra)));
    }
}
