package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.internal.Json;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageUnit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A spend as one JSON line and back: the caller's facts, priced again by its time when it is replayed. */
final class SpendJson {
    private SpendJson() {}

    /** A spend that was read, and the hold that it settles. */
    record Line(Spend spend, @Nullable String holdId) {}

    static String write(Spend spend, @Nullable String holdId, NotBookedException.Reason reason) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tenantId", spend.account.tenant());
        map.put("user", spend.account.user());
        put(map, "id", spend.id);
        put(map, "responseId", spend.derivedId);
        put(map, "holdId", holdId);
        put(map, "createdAt", spend.occurredAt);
        map.put("provider", spend.provider);
        put(map, "model", spend.model);
        Map<String, @Nullable Object> usage = new LinkedHashMap<>();
        spend.usage.counts().forEach((unit, count) -> usage.put(unit.key(), count));
        map.put("usage", usage);
        put(map, "endpoint", spend.endpoint);
        put(map, "requestType", spend.requestType);
        put(map, "project", spend.project);
        put(map, "conversationId", spend.conversationId);
        put(map, "context", spend.context);
        put(map, "serviceTier", spend.serviceTier);
        put(map, "region", spend.region);
        if (spend.batch) {
            map.put("batch", true);
        }
        if (spend.part) {
            map.put("part", true);
        }
        put(map, "durationMs", millis(spend.duration));
        put(map, "timeToFirstTokenMs", millis(spend.timeToFirstToken));
        put(map, "zone", spend.zone);
        if (!spend.tags.isEmpty()) {
            map.put("tags", new TreeMap<String, @Nullable Object>(spend.tags));
        }
        if (!spend.flags.isEmpty()) {
            map.put("flags", spend.flags.stream().sorted().toList());
        }
        if (spend.charged != null) {
            map.put("charged", Charge.write(spend.charged));
        }
        map.put("unrecorded", reason.name());
        return Json.write(map);
    }

    static Line read(String json) {
        if (!(Json.read(json, "unrecorded spend") instanceof Map<?, ?> map)) {
            throw new InvalidInputException("unrecorded spend", json, "a JSON object");
        }
        AccountId account = new AccountId(needed(map, "tenantId"), needed(map, "user"));
        Spend.Builder spend = Spend.builder(account, needed(map, "provider"), text(map, "model"))
                .usage(usage(map.get("usage")))
                .response(
                        allowed(account, text(map, "responseId")),
                        Boolean.TRUE.equals(map.get("part")),
                        flags(map.get("flags")))
                .endpoint(text(map, "endpoint"))
                .requestType(text(map, "requestType"))
                .project(text(map, "project"))
                .conversationId(text(map, "conversationId"))
                .context(text(map, "context"))
                .serviceTier(text(map, "serviceTier"))
                .region(text(map, "region"))
                .batch(Boolean.TRUE.equals(map.get("batch")))
                .duration(duration(map, "durationMs"), duration(map, "timeToFirstTokenMs"))
                .zone(text(map, "zone"))
                .charged(Charge.read(map.get("charged")))
                .occurredAt(instant(needed(map, "createdAt")));
        String id = text(map, "id");
        if (id != null) {
            spend.id(id);
        }
        if (map.get("tags") instanceof Map<?, ?> tags) {
            tags.forEach((name, value) -> spend.tag(String.valueOf(name), String.valueOf(value)));
        }
        return new Line(spend.build(), allowed(account, text(map, "holdId")));
    }

    /** A line may come from anywhere: the ledger's own names stay out of its reach. */
    private static @Nullable String allowed(AccountId account, @Nullable String id) {
        return id == null ? null : PostingIds.ofCaller(account, id);
    }

    private static List<String> flags(@Nullable Object value) {
        return value instanceof List<?> flags
                ? flags.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static TokenUsage usage(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> counts)) {
            throw new InvalidInputException("usage", String.valueOf(value), "an object of units and counts");
        }
        TokenUsage.Builder usage = TokenUsage.builder();
        counts.forEach((unit, count) -> {
            if (!(count instanceof Long number)) {
                throw new InvalidInputException("usage." + unit, String.valueOf(count), "0 to " + Long.MAX_VALUE);
            }
            usage.set(UsageUnit.ofKey(String.valueOf(unit)), number);
        });
        return usage.build();
    }

    private static String needed(Map<?, ?> map, String name) {
        String text = text(map, name);
        if (text == null) {
            throw new InvalidInputException(name, "missing", "a text");
        }
        return text;
    }

    private static @Nullable String text(Map<?, ?> map, String name) {
        Object value = map.get(name);
        if (value != null && !(value instanceof String)) {
            throw new InvalidInputException(name, value.toString(), "a text");
        }
        return (String) value;
    }

    private static @Nullable Duration duration(Map<?, ?> map, String name) {
        Object value = map.get(name);
        if (value != null && !(value instanceof Long)) {
            throw new InvalidInputException(name, value.toString(), "milliseconds, 0 or more");
        }
        return value == null ? null : Duration.ofMillis((Long) value);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException("createdAt", text, "an instant such as 2026-01-31T12:00:00Z", e);
        }
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static void put(Map<String, @Nullable Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value instanceof Long ? value : value.toString());
        }
    }
}
