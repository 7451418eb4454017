package ai.aim2balance.metering.entry;

import ai.aim2balance.metering.internal.Pico;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The JSON form of what is added up: money in whole EUR and USD, credits in whole credits, kWh, litres and kg. */
final class AmountsJson {
    private AmountsJson() {}

    static JsonMembers write(UsageAmounts amounts) {
        JsonMembers out = new JsonMembers();
        out.value("requests", amounts.requests());
        out.count("inputTokens", amounts.inputTokens());
        out.count("outputTokens", amounts.outputTokens());
        out.count("cacheReadTokens", amounts.cacheReadTokens());
        out.count("cacheWriteTokens", amounts.cacheWriteTokens());
        out.count("reasoningTokens", amounts.reasoningTokens());
        out.scaled("listUSD", amounts.listUsd(), Pico.SCALE);
        out.scaled("listEUR", amounts.listEur(), Pico.SCALE);
        out.scaled("marginEUR", amounts.marginEur(), Pico.SCALE);
        out.scaled("feeEUR", amounts.feeEur(), Pico.SCALE);
        out.scaled("costEUR", amounts.costEur(), Pico.SCALE);
        out.scaled("donatedEUR", amounts.donatedEur(), Pico.SCALE);
        out.scaled("credits", amounts.microCredits(), Credits.SCALE);
        if (amounts.m2Restored().signum() != 0 || amounts.m2Restored().scale() != 0) {
            out.value("m2Restored", amounts.m2Restored());
        }
        spread(out, "kWh", amounts.kWh());
        spread(out, "waterL", amounts.waterL());
        spread(out, "co2e", amounts.co2e());
        out.count("unpricedRequests", amounts.unpricedRequests());
        out.count("fallbackRequests", amounts.fallbackRequests());
        return out;
    }

    private static void spread(JsonMembers out, String name, Spread spread) {
        if (!spread.equals(Spread.ZERO)) {
            JsonMembers range = new JsonMembers();
            range.scaled("low", spread.low(), Pico.SCALE);
            range.scaled("likely", spread.likely(), Pico.SCALE);
            range.scaled("high", spread.high(), Pico.SCALE);
            out.object(name, range);
        }
    }

    static UsageAmounts read(JsonFields in) {
        UsageAmounts amounts = in.made(() -> new UsageAmounts(
                in.whole("requests"),
                in.count("inputTokens"),
                in.count("outputTokens"),
                in.count("cacheReadTokens"),
                in.count("cacheWriteTokens"),
                in.count("reasoningTokens"),
                in.scaled("listUSD", Pico.SCALE),
                in.scaled("listEUR", Pico.SCALE),
                in.scaled("marginEUR", Pico.SCALE),
                in.scaled("feeEUR", Pico.SCALE),
                in.scaled("costEUR", Pico.SCALE),
                in.scaled("donatedEUR", Pico.SCALE),
                in.scaled("credits", Credits.SCALE),
                orZero(in.decimalOrNull("m2Restored")),
                spread(in.objectOrNull("kWh")),
                spread(in.objectOrNull("waterL")),
                spread(in.objectOrNull("co2e")),
                in.count("unpricedRequests"),
                in.count("fallbackRequests")));
        in.end();
        return amounts;
    }

    private static BigDecimal orZero(@Nullable BigDecimal area) {
        return area == null ? BigDecimal.ZERO : area;
    }

    private static Spread spread(@Nullable JsonFields in) {
        if (in == null) {
            return Spread.ZERO;
        }
        Spread spread = new Spread(
                in.scaled("low", Pico.SCALE), in.scaled("likely", Pico.SCALE), in.scaled("high", Pico.SCALE));
        in.end();
        return spread;
    }
}
