package ai.aim2balance.metering.mongo.librechat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The printed report. */
final class ReportText {
    private static final int MOST_MODELS = 20;
    private static final int MOST_DIFFERENCES = 10;
    private static final int ESTIMATE_DECIMALS = 6;

    private final StringBuilder text = new StringBuilder();

    private ReportText() {}

    static String of(ImportReport report) {
        ReportText text = new ReportText();
        text.head(report);
        text.amounts(report.amounts());
        text.balances(report.balances());
        text.models(report.unknownModels());
        report.flags().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(flag -> text.line("calls flagged", "%,d %s", flag.getValue(), flag.getKey()));
        text.findings("skipped", report.skipped());
        text.findings("to be looked at", report.findings());
        return text.text.toString();
    }

    private void head(ImportReport report) {
        ImportReport.Source source = report.source();
        ImportReport.Booked booked = report.booked();
        text.append(report.dryRun() ? "Dry run of an import" : "Import")
                .append(" from LibreChat into tenant ")
                .append(Shown.text(report.tenant()))
                .append('\n');
        line(
                "read",
                "%,d transactions and %,d balance records of %,d users",
                source.transactions(),
                source.balanceRecords(),
                source.users());
        line("left for the next run", "%,d transactions", source.left());
        line(
                report.dryRun() ? "would be booked" : "booked now",
                "%,d postings; %,d were booked before",
                booked.now(),
                booked.before());
        line("calls", "%,d, of which %,d have prompt and completion", booked.calls(), booked.callsOfTwo());
        line(
                "beside calls",
                "%,d top-ups, %,d changes, %,d pending refills, %,d refill plans",
                booked.topUps(),
                booked.changes(),
                booked.pendingRefills(),
                booked.refillPlans());
        line("corrections of balances", "%,d", booked.corrections());
        line("rounded", "%,d amounts, by %s credits together", source.roundedAmounts(), plain(source.rounding()));
    }

    private void amounts(ImportReport.Amounts amounts) {
        line("charged for calls", "%s credits", amounts.charged().toPlainString());
        line("given", "%s credits", amounts.given().toPlainString());
        line("changed", "%s credits", amounts.changed().toPlainString());
        line("corrected", "%s credits", amounts.corrected().toPlainString());
        line("cost at the prices of each day", "%s EUR", amounts.costEur().toPlainString());
        line("energy", "%s kWh", range(amounts.kWh()));
        line("water", "%s litres", range(amounts.waterL()));
        line("CO2e", "%s kg", range(amounts.co2eKg()));
        line("restored", "%s m2", amounts.m2Restored().setScale(ESTIMATE_DECIMALS, RoundingMode.HALF_EVEN));
    }

    private void balances(ImportReport.Balances balances) {
        line(
                "balances in LibreChat",
                "%s credits; the transactions add up to %s",
                balances.tokenCredits().toPlainString(),
                balances.transactions().toPlainString());
        line(
                "do not add up",
                "%,d users; %,d have no balance record, %,d records are duplicates, %,d unreadable",
                balances.differing(),
                balances.withoutRecord(),
                balances.duplicates(),
                balances.unreadable());
        for (ImportReport.Difference difference :
                balances.largest().stream().limit(MOST_DIFFERENCES).toList()) {
            text.append("    ")
                    .append(Shown.text(difference.user()))
                    .append(": balance ")
                    .append(plain(difference.tokenCredits()))
                    .append(", transactions ")
                    .append(plain(difference.transactions()))
                    .append(", difference ")
                    .append(plain(difference.credits()))
                    .append('\n');
        }
    }

    private void models(Map<String, Long> models) {
        line("models without a price", "%,d", models.size());
        models.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_MODELS)
                .forEach(model -> text.append("    ")
                        .append(Shown.text(model.getKey()))
                        .append(String.format(Locale.ROOT, ": %,d calls\n", model.getValue())));
    }

    private void findings(String title, List<ImportReport.Finding> findings) {
        if (findings.isEmpty()) {
            line(title, "nothing");
        }
        for (ImportReport.Finding finding : findings) {
            line(title, "%,d: %s", finding.count(), finding.what());
            finding.examples()
                    .forEach(example -> text.append("    ").append(example).append('\n'));
        }
    }

    private void line(String name, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "  %-32s", name))
                .append(String.format(Locale.ROOT, format, values))
                .append('\n');
    }

    private static String plain(BigDecimal number) {
        return Shown.number(number);
    }

    private static String range(ImportReport.Estimate estimate) {
        return estimate(estimate.low()) + " to " + estimate(estimate.high()) + ", likely "
                + estimate(estimate.likely());
    }

    private static String estimate(BigDecimal number) {
        return number.setScale(ESTIMATE_DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
    }
}
