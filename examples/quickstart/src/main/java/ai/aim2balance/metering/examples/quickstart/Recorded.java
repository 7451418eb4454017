package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.ledger.PlannedCall;
import ai.aim2balance.metering.ledger.Spend;
import ai.aim2balance.metering.usage.UsageReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A recorded call with the id under which it is booked: made of the file and the line it stands in, so that it is the same
 * whenever and however often the file is replayed.
 */
record Recorded(String id, int number, Call call) {
    /** As an application would: the most output that it asks the model for. */
    private static final long MOST_OUTPUT = 2_000;

    /** How long a call takes of which nobody says it: about 50 tokens a second. */
    private static final long MILLIS_PER_TOKEN = 20;

    AccountId account() {
        return new AccountId(String.valueOf(call.tenant()), String.valueOf(call.user()));
    }

    Instant end() {
        Duration known = call.duration();
        return call.at()
                .plus(
                        known == null
                                ? Duration.ofMillis(MILLIS_PER_TOKEN
                                        * call.reading().usage().outputTokens())
                                : known);
    }

    /** What is known before the call: an estimate of its input, and the most output. */
    PlannedCall planned(String holdId) {
        UsageReading reading = call.reading();
        return PlannedCall.of(
                        account(),
                        reading.provider(),
                        reading.model(),
                        reading.usage().inputTokens())
                .maxOutputTokens(MOST_OUTPUT)
                .holdId(holdId);
    }

    /** What was used. */
    Spend spend() {
        return spend(id, call.reading());
    }

    /** The call and what was used beside it, each a posting. */
    List<Spend> spends() {
        List<Spend> spends = new ArrayList<>();
        spends.add(spend());
        spends.addAll(spendsBeside());
        return spends;
    }

    List<Spend> spendsBeside() {
        List<Spend> spends = new ArrayList<>();
        for (UsageReading extra : call.reading().more()) {
            spends.add(spend(id + "/" + (spends.size() + 1), extra));
        }
        return spends;
    }

    private Spend spend(String postingId, UsageReading reading) {
        return Spend.builder(account(), reading)
                .id(postingId)
                .project(call.project())
                .requestType("chat")
                .occurredAt(call.at())
                .zone(call.zone())
                .duration(reading.part() == null ? call.duration() : null, null)
                .build();
    }
}
