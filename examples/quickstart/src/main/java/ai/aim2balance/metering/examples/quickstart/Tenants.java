package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.ledger.RefillPlan;
import ai.aim2balance.metering.ledger.TenantPolicy;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.function.Function;

/** The policies of the tenants in a replay: acme pays in advance and is refused without credits, globex is only counted. */
final class Tenants {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private Tenants() {}

    /** For the sample, whose twelve calls lie in one morning: 0.06 USD at list price, every hour. */
    static Function<String, TenantPolicy> ofSample() {
        return policies(new BigDecimal("60000"), RefillSettings.Unit.HOURS, 1);
    }

    /** For a trace of some ten thousand calls an hour: 7 USD at list price, every ten minutes. */
    static Function<String, TenantPolicy> ofTrace() {
        return policies(new BigDecimal("7000000"), RefillSettings.Unit.MINUTES, 10);
    }

    private static Function<String, TenantPolicy> policies(BigDecimal credits, RefillSettings.Unit unit, int interval) {
        TenantPolicy enforced =
                new TenantPolicy(BalanceMode.ENFORCED, credits, RefillPlan.every(credits, interval, unit, ZONE));
        TenantPolicy tracked = new TenantPolicy(BalanceMode.TRACKED, BigDecimal.ZERO, null);
        return tenant -> tenant.equals("acme") ? enforced : tracked;
    }
}
