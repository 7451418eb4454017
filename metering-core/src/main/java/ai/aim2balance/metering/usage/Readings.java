package ai.aim2balance.metering.usage;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Changes of readings. */
final class Readings {
    private Readings() {}

    static UsageReading flagged(UsageReading reading, UsageFlag flag) {
        return with(reading, reading.usage(), flag);
    }

    /** Other counts, and one more reason to look at them. */
    static UsageReading with(UsageReading reading, TokenUsage usage, UsageFlag flag) {
        Set<UsageFlag> flags = EnumSet.of(flag);
        flags.addAll(reading.flags());
        if (usage.has(UsageUnit.INPUT_TOKENS)) {
            flags.remove(UsageFlag.UNKNOWN_INPUT);
        } else {
            flags.add(UsageFlag.UNKNOWN_INPUT);
        }
        return new UsageReading(
                reading.provider(),
                reading.api(),
                reading.model(),
                reading.responseId(),
                usage,
                flags,
                reading.serviceTier(),
                reading.region(),
                reading.batch(),
                reading.reportedCostUsd(),
                reading.part(),
                reading.more());
    }

    /** Nothing is known but who was asked. */
    static UsageReading uncounted(ApiRules rules, Envelope around) {
        return new UsageReading(
                rules.provider(),
                rules.api(),
                around.model(),
                around.id(),
                TokenUsage.builder().build(),
                Set.of(),
                Envelope.lower(around.tier()),
                null,
                "batch".equals(Envelope.lower(around.tier())),
                null,
                null,
                List.of());
    }

    static TokenUsage.Builder toBuilder(TokenUsage usage) {
        TokenUsage.Builder builder = TokenUsage.builder();
        usage.counts().forEach(builder::set);
        return builder;
    }
}
