package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.analytics.Dimension;
import ai.aim2balance.metering.analytics.UsageBreakdown;
import ai.aim2balance.metering.analytics.UsageSeries;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;

/** Who and what used how much, and when. */
final class Breakdowns {
    private static final String ROW = "  %-44s %8s %12s %9s %14s %9s%n";

    private final Usage usage;

    Breakdowns(Usage usage) {
        this.usage = usage;
    }

    void print(PrintStream out, Collection<String> tenants) {
        print(out, "provider", usage.breakdown(Dimension.PROVIDER, null));
        print(out, "model", usage.breakdown(Dimension.MODEL, null));
        print(out, "project", usage.breakdown(Dimension.PROJECT, null));
        tenants.forEach(tenant -> print(out, "user of " + tenant, usage.users(tenant)));
        printSeries(out, usage.series());
    }

    private static void print(PrintStream out, String by, UsageBreakdown breakdown) {
        out.println();
        out.printf(ROW, "by " + by, "calls", "tokens", "share %", "cost EUR", "share %");
        BigDecimal tokenShares = BigDecimal.ZERO;
        BigDecimal costShares = BigDecimal.ZERO;
        for (UsageBreakdown.Row row : breakdown.rows()) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    row.kind() == UsageBreakdown.Kind.VALUE
                            ? row.name()
                            : "(" + row.kind().key() + ")",
                    row.sums().requests(),
                    row.sums().tokens(),
                    row.tokenShare(),
                    Bill.decimal(row.sums().costEur(), 6),
                    row.costShare());
            tokenShares = tokenShares.add(row.tokenShare());
            costShares = costShares.add(row.costShare());
        }
        out.printf(
                Locale.ROOT,
                ROW,
                "all",
                breakdown.total().requests(),
                breakdown.total().tokens(),
                tokenShares,
                Bill.decimal(breakdown.total().costEur(), 6),
                costShares);
    }

    private static void printSeries(PrintStream out, UsageSeries series) {
        out.println();
        out.printf(ROW, "by " + series.bucket().key() + ", from", "calls", "tokens", "", "cost EUR", "");
        for (UsageSeries.Point point : series.points()) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    point.start(),
                    point.sums().requests(),
                    point.sums().tokens(),
                    "",
                    Bill.decimal(point.sums().costEur(), 6),
                    "");
        }
    }
}
