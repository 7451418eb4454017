package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.pricing.PriceQuote;
import ai.aim2balance.metering.usage.UsageReading;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is said about one call. */
final class Answer {
    private Answer() {}

    static Map<String, @Nullable Object> of(Assessor.Assessed assessed, List<String> notes) {
        UsageReading reading = assessed.reading();
        PriceQuote quote = assessed.quote();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        if (reading.part() != null) {
            answer.put("part", reading.part());
        }
        answer.put("provider", quote.provider());
        answer.put("model", reading.model());
        answer.put("priceVersion", quote.priceVersion());
        Map<String, @Nullable Object> usage = new LinkedHashMap<>();
        reading.usage().counts().forEach((unit, count) -> {
            if (count > 0) {
                usage.put(unit.key(), count);
            }
        });
        answer.put("usage", usage);
        Map<String, @Nullable Object> list = new LinkedHashMap<>();
        list.put("input", quote.list().inputUsd());
        list.put("output", quote.list().outputUsd());
        list.put("total", quote.list().totalUsd());
        answer.put("listUsd", list);
        answer.put("costEUR", quote.costEur());
        answer.put("credits", quote.credits());
        answer.put("impact", assessed.impact().toMap());
        answer.put("flags", flags(assessed, notes));
        return answer;
    }

    private static List<String> flags(Assessor.Assessed assessed, List<String> notes) {
        Set<String> flags = new LinkedHashSet<>();
        assessed.reading().flags().forEach(flag -> flags.add(flag.key()));
        assessed.quote().flags().forEach(flag -> flags.add(flag.key()));
        flags.addAll(notes);
        return List.copyOf(flags);
    }
}
