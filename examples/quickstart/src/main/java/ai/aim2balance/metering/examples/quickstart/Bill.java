package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.EnvironmentalTotals;
import ai.aim2balance.metering.analytics.UsageBreakdown;
import ai.aim2balance.metering.analytics.UsageSums;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The bill by tenant and user: sums that the ledger made of its entries, rounded for the eye only. */
final class Bill {
    private static final String ROW = "%-8s %-7s %8s %12s %10s %14s %16s %12s %9s %22s%n";

    private final Usage usage;

    Bill(Usage usage) {
        this.usage = usage;
    }

    void print(PrintStream out) {
        out.printf(
                ROW,
                "tenant",
                "user",
                "calls",
                "tokens in",
                "out",
                "list USD",
                "cost EUR",
                "m² restored",
                "water l",
                "kWh low / likely / high");
        UsageBreakdown tenants = usage.breakdown(Dimension.TENANT, Dimension.USER);
        for (UsageBreakdown.Row tenant : byName(tenants.rows())) {
            for (UsageBreakdown.Row user : byName(tenant.parts())) {
                print(out, String.valueOf(tenant.name()), String.valueOf(user.name()), user.sums());
            }
        }
        UsageSums total = tenants.total();
        print(out, "all", "", total);
        out.println();
        out.println("of the cost: list " + rounded(total.listEur()) + " EUR, margin " + rounded(total.marginEur())
                + " EUR, rebalancing fee " + rounded(total.feeEur()) + " EUR; credits taken "
                + JsonText.plain(total.credits()));
        printImpact(out);
        if (total.unpricedRequests().signum() > 0) {
            out.println(total.unpricedRequests()
                    + " calls have no price of their own in the catalogue: they are booked at a fallback price");
        }
    }

    private void printImpact(PrintStream out) {
        EnvironmentalTotals impact = usage.environmental();
        out.println("impact, low / likely / high, an estimate, see docs/environment.md: " + range(impact.kWh(), 4)
                + " kWh, " + range(impact.waterL(), 3) + " l water, " + range(impact.co2eKg(), 4) + " kg CO2e");
        out.println("restored: "
                + impact.m2Restored().setScale(4, RoundingMode.DOWN).toPlainString() + " m² for "
                + rounded(impact.restorationEur()) + " EUR");
    }

    private static List<UsageBreakdown.Row> byName(List<UsageBreakdown.Row> rows) {
        return rows.stream()
                .sorted(Comparator.comparing(row -> String.valueOf(row.name())))
                .toList();
    }

    private static void print(PrintStream out, String tenant, String user, UsageSums sums) {
        out.printf(
                Locale.ROOT,
                ROW,
                tenant,
                user,
                sums.requests(),
                sums.inputTokens(),
                sums.outputTokens(),
                rounded(sums.listUsd()),
                rounded(sums.costEur()),
                sums.m2Restored().setScale(4, RoundingMode.DOWN).toPlainString(),
                decimal(sums.waterL().likely(), 3),
                range(sums.kWh(), 4));
    }

    private static String rounded(BigDecimal money) {
        return decimal(money, 6);
    }

    private static String range(UsageSums.Estimate estimate, int decimals) {
        return decimal(estimate.low(), decimals) + " / " + decimal(estimate.likely(), decimals) + " / "
                + decimal(estimate.high(), decimals);
    }

    static String decimal(BigDecimal number, int decimals) {
        return number.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }
}
