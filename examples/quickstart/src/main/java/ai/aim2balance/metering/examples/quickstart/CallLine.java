package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.usage.ReadRequest;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageReader;
import ai.aim2balance.metering.usage.UsageReading;
import ai.aim2balance.metering.usage.UsageUnit;
import com.fasterxml.jackson.core.JsonToken;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One line of input, such as {@code {"id": "1", "provider": "openai", "api": "chat", "body": {...}}}. */
final class CallLine {
    private static final Set<String> FIELDS = Set.of(
            "id",
            "provider",
            "api",
            "model",
            "at",
            "zone",
            "durationMs",
            "tenant",
            "user",
            "project",
            "serviceTier",
            "batch",
            "region",
            "body",
            "usage");

    private final UsageReader reader;

    CallLine(UsageReader reader) {
        this.reader = reader;
    }

    /** A line whose call is read when it is asked for, so that an error can be told with the line's id. */
    record Parsed(JsonText.@Nullable Raw id, List<String> notes, Reading reading) {
        Call call() {
            return reading.call();
        }
    }

    interface Reading {
        Call call();
    }

    Parsed parse(String line) {
        JsonText.Members members = JsonText.members(line);
        List<String> notes = members.values().keySet().stream()
                .filter(name -> !FIELDS.contains(name))
                .map(name -> "ignored-field:" + name)
                .toList();
        return new Parsed(members.values().get("id"), new ArrayList<>(notes), () -> call(members));
    }

    private Call call(JsonText.Members line) {
        line.refuseIfBroken();
        String provider = line.text("provider");
        if (provider == null) {
            throw new InvalidInputException("provider", "missing", "the provider's name");
        }
        return new Call(
                line.text("tenant"),
                line.text("user"),
                line.text("project"),
                reading(line, provider),
                at(line.text("at")),
                line.text("zone"),
                duration(line.number("durationMs")));
    }

    private UsageReading reading(JsonText.Members line, String provider) {
        JsonText.Raw body = line.values().get("body");
        JsonText.Raw usage = line.values().get("usage");
        if (usage == null) {
            if (body == null) {
                throw new InvalidInputException("body", "missing", "a body, or usage in place of it");
            }
            return withLine(
                    reader.read(ReadRequest.of(provider, body.json())
                            .withApi(line.text("api"))
                            .withModel(line.text("model"))),
                    line);
        }
        if (body != null) {
            throw new InvalidInputException("usage", "given beside a body", "one of body and usage");
        }
        return new UsageReading(
                provider.trim(),
                line.text("api") == null ? "usage" : line.text("api"),
                line.text("model"),
                null,
                usage(usage),
                Set.of(),
                line.text("serviceTier"),
                line.text("region"),
                line.flag("batch"),
                null,
                null,
                List.of());
    }

    /** Tier, batch and region as the line says them, where the body does not. */
    private static UsageReading withLine(UsageReading body, JsonText.Members line) {
        String tier = line.text("serviceTier");
        String region = line.text("region");
        boolean batch = line.flag("batch");
        if (tier == null && region == null && !batch) {
            return body;
        }
        return new UsageReading(
                body.provider(),
                body.api(),
                body.model(),
                body.responseId(),
                body.usage(),
                body.flags(),
                body.serviceTier() == null ? tier : body.serviceTier(),
                body.region() == null ? region : body.region(),
                body.batch() || batch,
                body.reportedCostUsd(),
                body.part(),
                body.more().stream().map(extra -> withLine(extra, line)).toList());
    }

    private static TokenUsage usage(JsonText.Raw raw) {
        if (raw.token() != JsonToken.START_OBJECT) {
            throw new InvalidInputException("usage", raw.json(), "an object of units and counts");
        }
        JsonText.Members counts = JsonText.members(raw.json());
        counts.refuseIfBroken();
        TokenUsage.Builder usage = TokenUsage.builder();
        for (String name : counts.values().keySet()) {
            UsageUnit unit = UsageUnit.ofKey(name);
            Long count = counts.number(name, "usage." + name);
            if (count == null) {
                throw new InvalidInputException("usage." + name, "null", "0 to " + Long.MAX_VALUE);
            }
            usage.set(unit, count);
        }
        if (usage.isEmpty()) {
            throw new InvalidInputException("usage", "{}", "one count or more");
        }
        return usage.build();
    }

    private static Instant at(@Nullable String text) {
        if (text == null) {
            return Instant.now();
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException("at", text, "an instant such as 2026-01-31T12:00:00Z", e);
        }
    }

    private static @Nullable Duration duration(@Nullable Long millis) {
        if (millis != null && millis < 0) {
            throw new InvalidInputException("durationMs", millis.toString(), "0 or more");
        }
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
