package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.pricing.PricingBuilder;
import ai.aim2balance.metering.pricing.PricingService;
import ai.aim2balance.metering.pricing.catalog.PriceCatalog;
import ai.aim2balance.metering.usage.UsageReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prices and weighs one call a line, and never stops at a bad one. Nothing is kept between two lines. */
final class Price {
    private final PrintStream out;
    private final CallLine lines;
    private final Assessor assessor;

    Price(Options options, PrintStream out) {
        boolean feed = feedRules(options.one("--rules"));
        String catalog = options.one("--catalog");
        PricingBuilder pricing = PricingService.builder().exchangeRates(options.exchangeRates());
        if (catalog != null) {
            pricing.catalog(PriceCatalog.bundled().with(PriceCatalog.ofYaml(Path.of(catalog))));
        }
        if (feed) {
            pricing.matchByRulesOnly();
        }
        this.out = out;
        this.lines = new CallLine(feed ? UsageReader.feed() : UsageReader.bundled());
        this.assessor = new Assessor(pricing.build());
    }

    private static boolean feedRules(@Nullable String rules) {
        if (rules != null && !List.of("own", "feed").contains(rules)) {
            throw new InvalidInputException("--rules", rules, "own, feed");
        }
        return "feed".equals(rules);
    }

    void run(InputStream in) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        skipByteOrderMark(reader);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!line.isBlank()) {
                out.println(answer(line));
            }
            if (!reader.ready()) {
                out.flush();
            }
        }
        out.flush();
    }

    /** Some shells and editors put one before the first line. */
    private static void skipByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
    }

    /** One line for one line: a person at a terminal and a program at a pipe both get their answer at once. */
    String answer(String line) {
        JsonText.Raw id = null;
        try {
            CallLine.Parsed parsed = lines.parse(line);
            id = parsed.id();
            Call call = parsed.call();
            Map<String, @Nullable Object> answer = new LinkedHashMap<>();
            answer.put("id", id);
            answer.putAll(Answer.of(assessor.assess(call, call.reading()), parsed.notes()));
            answer.put(
                    "more",
                    call.reading().more().stream()
                            .map(extra -> Answer.of(assessor.assess(call, extra), List.of()))
                            .toList());
            return JsonText.write(answer);
        } catch (IllegalArgumentException e) {
            return error(id, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            // a defect, but one line's: the lines after it have a right to their price
            return error(id, "defect of this program, please report it: " + e);
        }
    }

    private static String error(JsonText.@Nullable Raw id, String message) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("id", id);
        answer.put("error", message);
        return JsonText.write(answer);
    }
}
