package ai.aim2balance.metering.examples.quickstart;

import ai.aim2balance.metering.environment.Range;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sums by tenant and user. Money is summed exactly and rounded for the eye only. */
final class Bill {
    private static final String ROW = "%-8s %-7s %8s %12s %10s %14s %16s %12s %9s %22s%n";

    private final Map<String, Sum> sums = new TreeMap<>();
    private final Sum total = new Sum("all", "");

    void add(Call call, Assessor.Assessed assessed) {
        String tenant = String.valueOf(call.tenant());
        String user = String.valueOf(call.user());
        sums.computeIfAbsent(tenant + "\n" + user, key -> new Sum(tenant, user)).add(assessed);
        total.add(assessed);
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
        sums.values().forEach(sum -> sum.print(out));
        total.print(out);
        out.println();
        out.println("of the cost: list "
                + total.listEur.setScale(6, RoundingMode.HALF_EVEN).toPlainString() + " EUR, margin "
                + total.marginEur.setScale(6, RoundingMode.HALF_EVEN).toPlainString() + " EUR, rebalancing fee "
                + total.feeEur.setScale(6, RoundingMode.HALF_EVEN).toPlainString() + " EUR; credits taken "
                + JsonText.plain(total.credits));
        out.println("CO2e " + range(total.co2e, 4) + " kg, low / likely / high: an estimate, see docs/environment.md");
        if (total.flagged > 0) {
            out.println(total.flagged + " calls carry a flag: their price or their counts are not the provider's own");
        }
    }

    private static String range(Range range, int decimals) {
        String form = "%." + decimals + "f";
        return String.format(
                Locale.ROOT, form + " / " + form + " / " + form, range.low(), range.likely(), range.high());
    }

    private static final class Sum {
        private final String tenant;
        private final String user;
        private long calls;
        private long flagged;
        private long input;
        private long output;
        private BigDecimal listUsd = BigDecimal.ZERO;
        private BigDecimal listEur = BigDecimal.ZERO;
        private BigDecimal marginEur = BigDecimal.ZERO;
        private BigDecimal feeEur = BigDecimal.ZERO;
        private BigDecimal costEur = BigDecimal.ZERO;
        private BigDecimal credits = BigDecimal.ZERO;
        private BigDecimal m2 = BigDecimal.ZERO;
        private Range kWh = Range.ZERO;
        private Range water = Range.ZERO;
        private Range co2e = Range.ZERO;

        Sum(String tenant, String user) {
            this.tenant = tenant;
            this.user = user;
        }

        void add(Assessor.Assessed assessed) {
            calls += assessed.reading().part() == null ? 1 : 0;
            flagged += assessed.reading().flags().isEmpty()
                            && assessed.quote().flags().isEmpty()
                    ? 0
                    : 1;
            input += assessed.reading().usage().inputTokens();
            output += assessed.reading().usage().outputTokens();
            listUsd = listUsd.add(assessed.quote().list().totalUsd());
            listEur = listEur.add(assessed.quote().listEur());
            marginEur = marginEur.add(assessed.quote().marginEur());
            feeEur = feeEur.add(assessed.quote().feeEur());
            costEur = costEur.add(assessed.quote().costEur());
            credits = credits.add(assessed.quote().credits());
            m2 = m2.add(assessed.impact().m2Restored());
            kWh = kWh.plus(assessed.impact().energyKwh());
            water = water.plus(assessed.impact().waterL());
            co2e = co2e.plus(assessed.impact().co2eKg());
        }

        void print(PrintStream out) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    tenant,
                    user,
                    calls,
                    input,
                    output,
                    listUsd.setScale(6, RoundingMode.HALF_EVEN).toPlainString(),
                    costEur.setScale(6, RoundingMode.HALF_EVEN).toPlainString(),
                    m2.setScale(4, RoundingMode.DOWN).toPlainString(),
                    String.format(Locale.ROOT, "%.3f", water.likely()),
                    range(kWh, 4));
        }
    }
}
