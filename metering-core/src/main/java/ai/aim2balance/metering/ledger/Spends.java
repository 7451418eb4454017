package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.internal.Given;
import ai.aim2balance.metering.ledger.rule.Facts;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageReading;
import ai.aim2balance.metering.usage.UsageUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Spends with what they lacked, so that they can be replayed as the same posting at the same time. */
final class Spends {
    private Spends() {}

    /** With the id under which it was tried. */
    static Spend withId(Spend spend, Facts facts) {
        return spend.id != null || spend.derivedId != null
                ? spend
                : spend.toBuilder().id(facts.id()).build();
    }

    static Spend withGeneratedId(Spend spend) {
        return spend.id != null || spend.derivedId != null
                ? spend
                : spend.toBuilder().id(TimeOrderedIds.next()).build();
    }

    static Spend withTime(Spend spend, Instant at) {
        return spend.occurredAt != null
                ? spend
                : spend.toBuilder().occurredAt(at).build();
    }

    /** A response and the records beside it. */
    static List<Spend.Builder> builders(AccountId account, UsageReading reading) {
        List<UsageReading> calls = new ArrayList<>(List.of(Given.notNull(reading, "reading", "what a response says")));
        calls.addAll(reading.more());
        List<Spend.Builder> builders = new ArrayList<>();
        for (UsageReading call : calls) {
            builders.add(new Spend.Builder(account, call.provider(), call.model())
                    .reading(call, DerivedIds.of(account, reading, builders.size())));
        }
        return builders;
    }

    /** Counts whose three parts of the input exclude each other, with the inclusive total. */
    static TokenUsage structured(long inputTokens, long writeTokens, long readTokens, long completionTokens) {
        return TokenUsage.builder()
                .set(UsageUnit.INPUT_TOKENS, inputTokens)
                .set(UsageUnit.CACHE_WRITE_TOKENS, writeTokens)
                .set(UsageUnit.CACHE_READ_TOKENS, readTokens)
                .add(UsageUnit.INPUT_TOKENS, writeTokens)
                .add(UsageUnit.INPUT_TOKENS, readTokens)
                .set(UsageUnit.OUTPUT_TOKENS, completionTokens)
                .build();
    }

    static String idOf(Spend spend) {
        return spend.id != null ? spend.id : String.valueOf(spend.derivedId);
    }
}
