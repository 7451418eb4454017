package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Nearest;
import ai.aim2balance.metering.internal.YamlMap;
import ai.aim2balance.metering.usage.UsageUnit;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Price rows as they stand in catalogue files. */
final class RowYaml {
    private static final Set<String> ROW = Set.of("from", "until", "daily", "tier", "batch", "region", "rates");

    private static final List<String> UNITS =
            Arrays.stream(UsageUnit.values()).map(UsageUnit::key).toList();

    private RowYaml() {}

    /** Either one mapping of rates that always hold, or a list of rows with conditions. */
    static List<PriceRow> rows(YamlMap model, String name, String catalogVersion) {
        if (model.isMap("prices")) {
            String version = name + "@" + catalogVersion;
            return List.of(PlacedError.at(
                    model, "prices", () -> new PriceRow(version, PriceCondition.ALWAYS, rates(model.map("prices")))));
        }
        if (!model.isList("prices")) {
            throw model.error("prices", "neither rates nor rows", "rates such as {input_tokens: 2.5}, {} for free");
        }
        List<PriceRow> rows = new ArrayList<>();
        for (YamlMap row : model.maps("prices")) {
            row.allowOnly(ROW);
            String version = name + "#" + (rows.size() + 1) + "@" + catalogVersion;
            rows.add(
                    PlacedError.at(row, "rates", () -> new PriceRow(version, condition(row), rates(row.map("rates")))));
        }
        return rows;
    }

    private static Map<UsageUnit, Rate> rates(YamlMap yaml) {
        Map<UsageUnit, Rate> rates = new EnumMap<>(UsageUnit.class);
        for (String key : yaml.keys()) {
            if (!UsageUnit.isKey(key)) {
                throw yaml.error(key, "no unit of usage", "a unit such as " + Nearest.one(key, UNITS));
            }
            rates.put(UsageUnit.ofKey(key), PlacedError.at(yaml, key, () -> rate(yaml, key)));
        }
        return rates;
    }

    private static Rate rate(YamlMap yaml, String key) {
        if (!yaml.isMap(key)) {
            return Rate.of(yaml.decimal(key));
        }
        YamlMap rate = yaml.map(key);
        rate.allowOnly(Set.of("base", "above"));
        YamlMap above = rate.map("above");
        List<Rate.Tier> tiers = new ArrayList<>();
        for (String start : above.keys()) {
            tiers.add(PlacedError.at(above, start, () -> new Rate.Tier(tokens(above, start), above.decimal(start))));
        }
        return new Rate(rate.decimal("base"), tiers);
    }

    private static long tokens(YamlMap above, String start) {
        try {
            return Long.parseLong(start);
        } catch (NumberFormatException e) {
            throw above.error(start, start, "a number of tokens");
        }
    }

    private static PriceCondition condition(YamlMap row) {
        return new PriceCondition(
                instant(row, "from"),
                instant(row, "until"),
                row.has("daily") ? window(row) : null,
                row.textOrNull("tier"),
                row.has("batch") ? row.flag("batch") : null,
                row.textOrNull("region"));
    }

    /** A date is its first instant in UTC. */
    private static @Nullable Instant instant(YamlMap row, String key) {
        if (!row.has(key)) {
            return null;
        }
        String text = row.text(key);
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw row.error(key, text, "a date or an instant such as 2026-03-13 or 2026-03-13T00:00:00Z");
        }
    }

    private static PriceCondition.Window window(YamlMap row) {
        String[] ends = row.text("daily").split("-", -1);
        try {
            return new PriceCondition.Window(LocalTime.parse(ends[0].trim()), LocalTime.parse(ends[1].trim()));
        } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw row.error("daily", row.text("daily"), "two times in UTC such as 00:30-16:30");
        } catch (InvalidInputException e) {
            throw row.error("daily", e.value(), e.allowed());
        }
    }
}
