package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON form of a call: its names at the top, then counts, amounts, legs and what they stand on. */
final class UsageJson {
    private static final Keys<TokenType> TYPES = Keys.of(TokenType.class);

    private UsageJson() {}

    static void write(JsonMembers out, UsageRecord usage) {
        UsageRecord.Call call = usage.call();
        out.value("provider", call.provider());
        out.value("model", call.model());
        out.value("endpoint", call.endpoint());
        out.value("requestType", call.requestType());
        out.value("project", call.project());
        out.value("conversationId", call.conversationId());
        writeFacts(out, usage, true);
    }

    /** Without the names that are grouped by, and without the amounts where those stand elsewhere too. */
    static void writeFacts(JsonMembers out, UsageRecord usage, boolean withAmounts) {
        UsageRecord.Call call = usage.call();
        out.value("context", call.context());
        out.value("serviceTier", call.serviceTier());
        out.value("region", call.region());
        out.flag("batch", call.batch());
        out.value("durationMs", call.durationMs());
        out.object("tags", call.tags());
        TokenUsage counts = usage.usage();
        if (counts != null) {
            out.counts("units", units(counts));
        }
        if (withAmounts) {
            out.object("amounts", AmountsJson.write(usage.amounts()));
        }
        out.list(
                "transactions",
                usage.transactions().stream().map(UsageJson::transaction).toList());
        out.object("price", FactsJson.write(usage.price()));
        out.object("impact", FactsJson.write(usage.impact()));
        out.list("flags", usage.flags());
    }

    /** Reported zeros stay; what was not reported is not there. */
    private static JsonMembers units(TokenUsage counts) {
        JsonMembers units = new JsonMembers();
        counts.counts().forEach((unit, count) -> units.value(unit.key(), count));
        return units;
    }

    private static JsonMembers transaction(Transaction leg) {
        JsonMembers out = new JsonMembers();
        out.value("tokenType", TYPES.of(leg.tokenType()));
        out.value("rawAmount", leg.rawAmount());
        out.value("rate", leg.rate());
        out.scaled("tokenValue", leg.tokenValue(), Credits.SCALE);
        out.count("inputTokens", leg.inputTokens());
        out.count("writeTokens", leg.writeTokens());
        out.count("readTokens", leg.readTokens());
        return out;
    }

    static UsageRecord read(JsonFields in) {
        EntryRow.Names names = in.made(() -> new EntryRow.Names(
                in.text("provider"),
                in.textOrNull("model"),
                in.textOrNull("endpoint"),
                in.textOrNull("requestType"),
                in.textOrNull("project"),
                in.textOrNull("conversationId")));
        return read(in, names, AmountsJson.read(in.object("amounts")));
    }

    /** What {@link #writeFacts} wrote without amounts. */
    static UsageRecord read(JsonFields in, EntryRow.Names names, UsageAmounts amounts) {
        UsageRecord usage = in.made(() -> new UsageRecord(
                call(in, names),
                counts(in),
                amounts,
                in.objects("transactions", UsageJson::leg),
                FactsJson.price(in.object("price")),
                FactsJson.impact(in.object("impact")),
                Set.copyOf(in.texts("flags"))));
        in.end();
        return usage;
    }

    private static UsageRecord.Call call(JsonFields in, EntryRow.Names names) {
        return new UsageRecord.Call(
                names.provider(),
                names.model(),
                names.endpoint(),
                names.requestType(),
                names.project(),
                names.conversationId(),
                in.textOrNull("context"),
                in.textOrNull("serviceTier"),
                in.textOrNull("region"),
                in.flag("batch"),
                in.wholeOrNull("durationMs"),
                in.textMap("tags"));
    }

    private static @Nullable TokenUsage counts(JsonFields record) {
        JsonFields in = record.objectOrNull("units");
        if (in == null) {
            return null;
        }
        TokenUsage.Builder counts = TokenUsage.builder();
        for (String key : in.names()) {
            if (UsageUnit.isKey(key) || !in.isNewer()) {
                long count = in.whole(key);
                in.made(() -> counts.set(UsageUnit.ofKey(key), count));
            }
        }
        in.end();
        return counts.build();
    }

    private static Transaction leg(JsonFields in) {
        Transaction leg = in.made(() -> new Transaction(
                in.constant("tokenType", TYPES, TokenType.OTHER),
                in.whole("rawAmount"),
                in.decimalOrNull("rate"),
                in.scaled("tokenValue", Credits.SCALE),
                in.count("inputTokens"),
                in.count("writeTokens"),
                in.count("readTokens")));
        in.end();
        return leg;
    }
}
