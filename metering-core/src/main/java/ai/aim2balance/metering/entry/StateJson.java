package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Json;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of an account's state. What this version does not know goes to {@link AccountState#unknown} as JSON and
 * is written back: any other member; a mode of another name; refill settings of which it does not know everything, as a
 * whole.
 */
final class StateJson {
    private static final String MODE = "mode";
    private static final String REFILL = "refill";
    private static final Set<String> MEMBERS =
            Set.of("credits", "reserved", "openHolds", "earliestExpiry", "granted", "frozen");
    private static final Set<String> REFILL_MEMBERS = Set.of(
            "policy",
            "refillAmount",
            "refillIntervalValue",
            "refillIntervalUnit",
            "zone",
            "anchor",
            "missed",
            "settingsSeq",
            "lastPeriod",
            "lastRefill");

    private static final Keys<BalanceMode> MODES = Keys.of(BalanceMode.class);
    private static final Keys<RefillSettings.Policy> POLICIES = Keys.of(RefillSettings.Policy.class);
    private static final Keys<RefillSettings.Unit> UNITS = Keys.of(RefillSettings.Unit.class);
    private static final Keys<RefillSettings.Missed> MISSED = Keys.of(RefillSettings.Missed.class);

    private StateJson() {}

    static JsonMembers write(AccountState state) {
        JsonMembers out = new JsonMembers();
        out.scaled("credits", state.credits(), Credits.SCALE);
        if (state.reserved() != 0) {
            out.scaled("reserved", state.reserved(), Credits.SCALE);
        }
        out.count("openHolds", state.openHolds());
        out.time("earliestExpiry", state.earliestExpiry());
        out.scaled("granted", state.granted(), Credits.SCALE);
        if (!state.unknown().containsKey(MODE)) {
            out.value(MODE, MODES.of(state.mode()));
        }
        out.flag("frozen", state.frozen());
        AccountState.Refill refill = state.refill();
        if (refill != null) {
            out.object(REFILL, refill(refill));
        }
        new TreeMap<>(state.unknown()).forEach((name, json) -> {
            if (MEMBERS.contains(name) || (name.equals(REFILL) && refill != null)) {
                throw new InvalidInputException("state.unknown." + name, json, "no field of this version");
            }
            out.raw(name, Json.read(json, "state.unknown." + name));
        });
        return out;
    }

    private static JsonMembers refill(AccountState.Refill refill) {
        RefillSettings settings = refill.settings();
        JsonMembers out = new JsonMembers();
        out.value("policy", POLICIES.of(settings.policy()));
        out.scaled("refillAmount", settings.microCredits(), Credits.SCALE);
        out.value("refillIntervalValue", settings.intervalValue());
        out.value("refillIntervalUnit", UNITS.of(settings.intervalUnit()));
        out.value("zone", settings.zone().getId());
        out.time("anchor", settings.anchor());
        out.value("missed", MISSED.of(settings.missed()));
        out.value("settingsSeq", refill.settingsSeq());
        out.count("lastPeriod", refill.lastPeriod());
        out.time("lastRefill", refill.lastRefill());
        return out;
    }

    static AccountState read(JsonFields in) {
        Map<String, String> unknown = new LinkedHashMap<>();
        long credits = in.scaled("credits", Credits.SCALE);
        long reserved = in.scaledOrZero("reserved", Credits.SCALE);
        long openHolds = in.count("openHolds");
        var earliestExpiry = in.instantOrNull("earliestExpiry");
        long granted = in.scaledOrZero("granted", Credits.SCALE);
        String key = in.text(MODE);
        BalanceMode mode = MODES.find(key);
        if (mode == null) {
            unknown.put(MODE, Json.write(key));
        }
        boolean frozen = in.flag("frozen");
        AccountState.Refill refill = null;
        Object given = in.take(REFILL);
        if (given instanceof Map<?, ?> map && !isKnown(map)) {
            unknown.put(REFILL, in.json(REFILL, map));
        } else if (given != null) {
            refill = refill(in.child(REFILL, given));
        }
        unknown.putAll(in.rest());
        AccountState.Refill known = refill;
        return in.made(() -> new AccountState(
                credits,
                reserved,
                openHolds,
                earliestExpiry,
                granted,
                mode == null ? BalanceMode.ENFORCED : mode,
                frozen,
                known,
                unknown));
    }

    private static AccountState.Refill refill(JsonFields in) {
        var policy = in.constant("policy", POLICIES);
        long amount = in.scaled("refillAmount", Credits.SCALE);
        long interval = in.whole("refillIntervalValue");
        if (interval < 1 || interval > RefillSettings.LONGEST_INTERVAL) {
            throw in.error("refillIntervalValue", Long.toString(interval), "1 to " + RefillSettings.LONGEST_INTERVAL);
        }
        var unit = in.constant("refillIntervalUnit", UNITS);
        ZoneId zone = ZoneId.of(in.text("zone"));
        var anchor = in.instant("anchor");
        var missed = in.constant("missed", MISSED);
        long settingsSeq = in.whole("settingsSeq");
        long lastPeriod = in.count("lastPeriod");
        var lastRefill = in.instantOrNull("lastRefill");
        in.end();
        return in.made(() -> new AccountState.Refill(
                new RefillSettings(policy, amount, (int) interval, unit, zone, anchor, missed),
                settingsSeq,
                lastPeriod,
                lastRefill));
    }

    /** Whether every member and every name is known; wrong types are for the reader to refuse. */
    private static boolean isKnown(Map<?, ?> refill) {
        return REFILL_MEMBERS.containsAll(refill.keySet())
                && isKnown(refill.get("policy"), POLICIES)
                && isKnown(refill.get("refillIntervalUnit"), UNITS)
                && isKnown(refill.get("missed"), MISSED)
                && !(refill.get("zone") instanceof String zone && !isZone(zone));
    }

    private static boolean isKnown(@Nullable Object value, Keys<?> keys) {
        return !(value instanceof String key) || keys.find(key) != null;
    }

    private static boolean isZone(String id) {
        try {
            return ZoneId.of(id).getId().equals(id);
        } catch (java.time.DateTimeException e) {
            return false;
        }
    }
}
