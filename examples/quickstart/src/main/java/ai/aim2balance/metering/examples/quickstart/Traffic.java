package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.usage.UsageReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads recorded calls, and puts them into the order of their time. */
final class Traffic {
    private static final String SAMPLE = "sample-traffic.jsonl";

    private Traffic() {}

    static List<Recorded> ofSample() throws IOException {
        List<Recorded> calls = new ArrayList<>();
        CallLine lines = new CallLine(UsageReader.bundled());
        InputStream sample = Objects.requireNonNull(Traffic.class.getResourceAsStream(SAMPLE), SAMPLE);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(sample, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int number = calls.size() + 1;
                calls.add(new Recorded(
                        SAMPLE + ":" + number, number, lines.parse(line).call()));
            }
        }
        return inOrder(calls);
    }

    static List<Recorded> ofTraces(List<String> files) throws IOException {
        List<Recorded> calls = new ArrayList<>();
        Set<Path> names = new HashSet<>();
        for (String file : files) {
            if (!names.add(Path.of(file).getFileName())) {
                throw new InvalidInputException(
                        "--trace", file, "files of different names: a call's id is made of the name and the line");
            }
            calls.addAll(new Trace().read(Path.of(file)));
        }
        return inOrder(calls);
    }

    private static List<Recorded> inOrder(List<Recorded> calls) {
        calls.sort(Comparator.comparing(recorded -> recorded.call().at()));
        return calls;
    }
}
