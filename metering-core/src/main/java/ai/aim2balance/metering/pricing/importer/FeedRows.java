package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Pico;
import ai.aim2balance.metering.pricing.catalog.PriceCondition;
import ai.aim2balance.metering.pricing.catalog.PriceRow;
import ai.aim2balance.metering.pricing.catalog.Rate;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The price rows of one model of the feed: one object, or a list of objects with constraints. */
final class FeedRows {
    private static final Map<String, UsageUnit> UNIT_OF_KEY =
            Arrays.stream(UsageUnit.values()).collect(Collectors.toMap(FeedRows::priceKey, Function.identity()));

    private final String place;
    private final String version;
    private final List<ImportFinding> findings;

    FeedRows(String place, String version, List<ImportFinding> findings) {
        this.place = place;
        this.version = version;
        this.findings = findings;
    }

    List<PriceRow> rows(@Nullable Object prices) {
        if (prices instanceof Map<?, ?>) {
            return List.of(
                    new PriceRow(place + "@" + version, PriceCondition.ALWAYS, rates(FeedJson.map(prices, "prices"))));
        }
        List<PriceRow> rows = new ArrayList<>();
        for (Object item : FeedJson.list(prices, "prices")) {
            Map<String, @Nullable Object> row = FeedJson.map(item, "prices");
            rows.add(new PriceRow(
                    place + "#" + (rows.size() + 1) + "@" + version,
                    condition(row.get("constraint")),
                    rates(FeedJson.map(row.get("prices"), "prices"))));
        }
        return rows;
    }

    private Map<UsageUnit, Rate> rates(Map<String, @Nullable Object> json) {
        Map<UsageUnit, Rate> rates = new EnumMap<>(UsageUnit.class);
        json.forEach((key, value) -> {
            UsageUnit unit = UNIT_OF_KEY.get(key);
            if (unit == null) {
                throw new InvalidInputException(key, String.valueOf(value), "the price keys of format v2");
            }
            if (value != null) {
                rates.put(unit, rate(key, value));
            }
        });
        return rates;
    }

    private Rate rate(String key, Object value) {
        if (!(value instanceof Map<?, ?>)) {
            return Rate.of(usd(key, value));
        }
        Map<String, @Nullable Object> tiered = FeedJson.map(value, key);
        List<Rate.Tier> tiers = new ArrayList<>();
        for (Object item : FeedJson.list(tiered.get("tiers"), key + ".tiers")) {
            Map<String, @Nullable Object> tier = FeedJson.map(item, key + ".tiers");
            if (!(tier.get("start") instanceof Long start)) {
                throw new InvalidInputException(
                        key + ".tiers.start", String.valueOf(tier.get("start")), "a number of tokens");
            }
            tiers.add(new Rate.Tier(start, usd(key, tier.get("price"))));
        }
        return new Rate(usd(key, tiered.get("base")), tiers);
    }

    /** Prices of the feed are binary floats in places: what is beyond 12 decimals is noise, and is told. */
    private BigDecimal usd(String key, @Nullable Object value) {
        BigDecimal usd = FeedJson.decimal(key, value);
        // a number of a billion digits is left to the rate, which refuses it without writing it out
        if (usd.precision() - (long) usd.scale() > 30
                || usd.stripTrailingZeros().scale() <= Pico.SCALE) {
            return usd;
        }
        BigDecimal rounded = PriceNumber.rounded(usd);
        findings.add(new ImportFinding(
                ImportFinding.Kind.ROUNDED, place + ": " + key, usd.toString(), "taken as " + rounded.toPlainString()));
        return rounded;
    }

    private static PriceCondition condition(@Nullable Object constraint) {
        if (constraint == null) {
            return PriceCondition.ALWAYS;
        }
        Map<String, @Nullable Object> json = FeedJson.map(constraint, "constraint");
        try {
            if (json.containsKey("start_date")) {
                Instant from = LocalDate.parse(FeedJson.text(json, "start_date"))
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
                return new PriceCondition(from, null, null, null, null, null);
            }
            PriceCondition.Window daily = new PriceCondition.Window(time(json, "start_time"), time(json, "end_time"));
            return new PriceCondition(null, null, daily, null, null, null);
        } catch (DateTimeException e) {
            throw new InvalidInputException("constraint", json.toString(), "a date, or two times in UTC", e);
        }
    }

    private static LocalTime time(Map<String, @Nullable Object> json, String key) {
        return LocalTime.parse(FeedJson.text(json, key).replace("Z", ""));
    }

    /** The feed's name for the price of a unit: how many units one price covers stands in the name. */
    private static String priceKey(UsageUnit unit) {
        return unit.key()
                .replaceFirst("_tokens$", "_mtok")
                .replaceFirst("_characters$", "_mchars")
                .replaceFirst("_seconds$", "_hours")
                .replaceFirst("_pixels$", "_gpixels")
                .replaceFirst("_pages$", "_kpages")
                .replaceFirst("(messages|searches|executions|requests)$", "$1_kcount");
    }
}
