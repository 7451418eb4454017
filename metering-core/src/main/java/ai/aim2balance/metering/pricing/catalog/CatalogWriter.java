package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a catalogue file with one line for each model, small enough to be read and compared by people. */
final class CatalogWriter {
    private final StringBuilder out = new StringBuilder();

    String write(PriceCatalog catalog) {
        line(0, "format: " + CatalogReader.FORMAT);
        line(0, "version: " + quote(catalog.version()));
        line(0, "source: " + quote(catalog.source()));
        line(0, "providers:");
        catalog.providers().forEach(this::provider);
        return out.toString();
    }

    private void provider(ProviderPrices provider) {
        line(1, quote(provider.id()) + ":");
        if (provider.match() != null) {
            line(2, "match: " + MatchYaml.write(provider.match()));
        }
        if (provider.modelMatch() != null) {
            line(2, "modelMatch: " + MatchYaml.write(provider.modelMatch()));
        }
        if (provider.apiPattern() != null) {
            line(2, "api: " + quote(provider.apiPattern()));
        }
        if (!provider.fallback().isEmpty()) {
            line(
                    2,
                    "fallback: ["
                            + String.join(
                                    ", ",
                                    provider.fallback().stream()
                                            .map(CatalogWriter::quote)
                                            .toList()) + "]");
        }
        line(2, provider.models().isEmpty() ? "models: {}" : "models:");
        provider.models().forEach(this::model);
    }

    private void model(ModelPrices model) {
        List<String> fields = new ArrayList<>();
        match(model, fields);
        if (model.contextWindow() != null) {
            fields.add("context: " + model.contextWindow());
        }
        if (model.deprecated()) {
            fields.add("deprecated: true");
        }
        if (model.source() != null) {
            fields.add("source: " + quote(model.source()));
        }
        fields.add("prices: " + prices(model.rows()));
        line(3, quote(model.id()) + ": {" + String.join(", ", fields) + "}");
    }

    /** Equality with the id goes without saying; other equalities are aliases. */
    private static void match(ModelPrices model, List<String> fields) {
        MatchRule own = MatchRule.equalTo(model.id().toLowerCase(Locale.ROOT));
        if (model.match().equals(own)) {
            return;
        }
        if (model.match() instanceof MatchRule.AnyOf any
                && any.rules().get(0).equals(own)
                && any.rules().stream().allMatch(CatalogWriter::isEquality)) {
            List<String> aliases = any.rules().stream()
                    .skip(1)
                    .map(rule -> quote(((MatchRule.Text) rule).text()))
                    .toList();
            if (!aliases.isEmpty()) {
                fields.add("aliases: [" + String.join(", ", aliases) + "]");
            }
            return;
        }
        fields.add("match: " + MatchYaml.write(model.match()));
    }

    private static boolean isEquality(MatchRule rule) {
        return rule instanceof MatchRule.Text text && text.kind() == MatchRule.Kind.EQUALS;
    }

    private static String prices(List<PriceRow> rows) {
        if (rows.size() == 1 && rows.get(0).condition().equals(PriceCondition.ALWAYS)) {
            return rates(rows.get(0).rates());
        }
        return "[" + String.join(", ", rows.stream().map(CatalogWriter::row).toList()) + "]";
    }

    private static String row(PriceRow row) {
        PriceCondition condition = row.condition();
        List<String> fields = new ArrayList<>();
        if (condition.from() != null) {
            fields.add("from: " + day(condition.from().toString()));
        }
        if (condition.until() != null) {
            fields.add("until: " + day(condition.until().toString()));
        }
        if (condition.daily() != null) {
            fields.add("daily: "
                    + quote(condition.daily().start() + "-" + condition.daily().end()));
        }
        if (condition.serviceTier() != null) {
            fields.add("tier: " + quote(condition.serviceTier()));
        }
        if (condition.batch() != null) {
            fields.add("batch: " + condition.batch());
        }
        if (condition.region() != null) {
            fields.add("region: " + quote(condition.region()));
        }
        fields.add("rates: " + rates(row.rates()));
        return "{" + String.join(", ", fields) + "}";
    }

    private static String day(String instant) {
        return instant.endsWith("T00:00:00Z") ? instant.substring(0, 10) : quote(instant);
    }

    private static String rates(Map<UsageUnit, Rate> rates) {
        List<String> fields = new ArrayList<>();
        rates.forEach((unit, rate) -> fields.add(unit.key() + ": " + rate(rate)));
        return "{" + String.join(", ", fields) + "}";
    }

    private static String rate(Rate rate) {
        if (rate.tiers().isEmpty()) {
            return plain(rate.base());
        }
        List<String> tiers = rate.tiers().stream()
                .map(tier -> tier.start() + ": " + plain(tier.price()))
                .toList();
        return "{base: " + plain(rate.base()) + ", above: {" + String.join(", ", tiers) + "}}";
    }

    private static String plain(BigDecimal usd) {
        return usd.signum() == 0 ? "0" : usd.stripTrailingZeros().toPlainString();
    }

    /** Bare where YAML reads the same text back, else in single quotes. */
    static String quote(String text) {
        boolean bare =
                text.matches("[A-Za-z][A-Za-z0-9_./-]*") && !text.matches("(?i)true|false|null|yes|no|on|off|y|n");
        return bare ? text : "'" + text.replace("'", "''") + "'";
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }
}
