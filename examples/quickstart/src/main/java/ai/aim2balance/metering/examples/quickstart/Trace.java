package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageReading;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A trace of real calls as CSV: when each was made and how many tokens went in and out. It does not say who called
 * which model; here, its calls are dealt out in turn to a few users, each with a model of his own, and the file is the
 * project.
 */
final class Trace {
    private static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens";

    private static final List<Caller> CALLERS = List.of(
            new Caller("acme", "anna", "openai", "gpt-4o", "USA"),
            new Caller("acme", "ben", "anthropic", "claude-sonnet-4-5", "USA"),
            new Caller("acme", "carla", "mistral", "mistral-large-latest", "FRA"),
            new Caller("globex", "dora", "google", "gemini-2.5-flash", "USA"),
            new Caller("globex", "emil", "azure", "gpt-4o-mini", "SWE"));

    private record Caller(String tenant, String user, String provider, String model, String zone) {}

    List<Recorded> read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        List<Recorded> calls = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String header = reader.readLine();
            if (header == null || !header.trim().equals(HEADER)) {
                throw new InvalidInputException(name + ", line 1", String.valueOf(header), HEADER);
            }
            int number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    calls.add(new Recorded(name + ":" + number, number, call(line, name, number)));
                }
            }
        }
        return calls;
    }

    private static Call call(String line, String file, int number) {
        String[] fields = line.split(",", -1);
        try {
            Caller caller = CALLERS.get(number % CALLERS.size());
            TokenUsage usage = TokenUsage.of(Long.parseLong(fields[1].trim()), Long.parseLong(fields[2].trim()));
            Instant at = Instant.parse(fields[0].trim().replace(' ', 'T') + "Z");
            UsageReading reading = new UsageReading(
                    caller.provider(),
                    "trace",
                    caller.model(),
                    null,
                    usage,
                    Set.of(),
                    null,
                    null,
                    false,
                    null,
                    null,
                    List.of());
            return new Call(caller.tenant(), caller.user(), project(file), reading, at, caller.zone(), null);
        } catch (NumberFormatException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new InvalidInputException(
                    file + ", line " + number, line, "a time in UTC and two counts: " + HEADER, e);
        }
    }

    /** A trace is one service's, so its name tells the project. */
    private static String project(String file) {
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
