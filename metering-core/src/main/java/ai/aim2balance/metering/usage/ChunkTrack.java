package ai.aim2balance.metering.usage;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the chunks of one stream say to the rules of one API. */
final class ChunkTrack {
    private final ApiReader reader;
    private final ApiRules.Streamed rules;
    private @Nullable Map<?, ?> usage;
    private boolean complete;
    private boolean decreased;

    ChunkTrack(ApiReader reader, ApiRules.Streamed rules) {
        this.reader = reader;
        this.rules = rules;
    }

    /** Whether the chunk had counts. */
    boolean accept(Object chunk) {
        boolean counted = false;
        for (UsagePath path : rules.usage()) {
            if (path.find(chunk) instanceof Map<?, ?> found && hasCounts(found)) {
                usage = rules.merge() && usage != null ? merge(usage, found) : found;
                counted = true;
                break;
            }
        }
        for (UsagePath path : rules.complete()) {
            complete |= path.find(chunk) != null;
        }
        return counted;
    }

    private boolean hasCounts(Map<?, ?> found) {
        return reader.rules().counts().stream().anyMatch(rule -> rule.isIn(found));
    }

    /** Counts of a stream only grow; one that shrinks is kept as it was, and told. */
    private Map<Object, @Nullable Object> merge(Map<?, ?> before, Map<?, ?> later) {
        Map<Object, @Nullable Object> merged = new LinkedHashMap<>(before);
        later.forEach((key, value) -> {
            Object old = merged.get(key);
            if (old instanceof Map<?, ?> a && value instanceof Map<?, ?> b) {
                merged.put(key, merge(a, b));
            } else if (old instanceof Long a && value instanceof Long b && b < a) {
                decreased = true;
            } else if (value != null) {
                merged.put(key, value);
            }
        });
        return merged;
    }

    ApiReader reader() {
        return reader;
    }

    ApiRules.Streamed rules() {
        return rules;
    }

    boolean hasUsage() {
        return usage != null;
    }

    /** Whether the counts fit this API. */
    boolean fits() {
        return usage != null && reader.rules().fits(usage);
    }

    /** Whether the stream may be read to its end as it is. */
    boolean mayFinish() {
        return usage != null && (complete || rules.complete().isEmpty());
    }

    /** Whether the counts are certainly the last ones. */
    boolean isFinal(boolean ended) {
        return usage != null && (complete || ended || !rules.running());
    }

    UsageReading read(Envelope around) {
        if (usage == null) {
            throw reader.noUsage();
        }
        UsageReading reading = reader.read(usage, around);
        return decreased ? Readings.flagged(reading, UsageFlag.INCONSISTENT) : reading;
    }
}
