package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.pricing.catalog.PriceCondition;
import ai.aim2balance.metering.pricing.importer.ImportFinding.Kind;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one entry of LiteLLM's file. Whatever is wrong with it becomes a finding, never an exception. */
final class LiteLlmEntry {
    private static final String UPLIFT = "regional_processing_uplift_multiplier_";
    private static final BigDecimal HIGHEST_UPLIFT = BigDecimal.TEN;

    private final String key;
    private final Map<?, ?> fields;
    private final Findings findings;
    private final String kind;
    private final LiteLlmCard card = new LiteLlmCard();
    private final Map<String, BigDecimal> regions = new TreeMap<>();
    private boolean hasOtherPrices;

    LiteLlmEntry(String key, Map<?, ?> fields, Findings findings) {
        this.key = key;
        this.fields = fields;
        this.findings = findings;
        this.kind = Objects.requireNonNullElse(text("mode"), "");
    }

    /** Null where the entry gives no model; a finding says why. */
    @Nullable
    LiteLlmModel read() {
        String provider = text("litellm_provider");
        findings.begin(provider == null ? key : place(provider));
        if (provider == null) {
            findings.add(Kind.IGNORED, "litellm_provider", fields.get("litellm_provider"), "names no provider");
            return null;
        }
        try {
            return model(provider);
        } catch (InvalidInputException e) {
            findings.add(Kind.REFUSED, e.field(), e.value(), "allowed: " + e.allowed());
            return null;
        }
    }

    private String place(String provider) {
        return LiteLlmProviders.idOf(provider) + "/" + LiteLlmProviders.modelOf(key, provider);
    }

    private @Nullable LiteLlmModel model(String provider) {
        fields.forEach((name, value) -> {
            if (value != null) {
                field(String.valueOf(name), value);
            }
        });
        Object tiers = fields.get("tiered_pricing");
        if (tiers != null) {
            new LiteLlmTiers(kind, findings).read(tiers, card);
        }
        Object hours = fields.get("off_peak_pricing");
        LiteLlmOffPeak offPeak =
                hours == null || Map.of().equals(hours) ? null : LiteLlmOffPeak.read(hours, card, kind, findings);
        if (findings.refused()) {
            return null;
        }
        if (card.isEmpty() || (card.hasOnlyZeros() && hasOtherPrices)) {
            findings.add(Kind.IGNORED, "prices", "none", "no price that has a unit here; that is not free");
            return null;
        }
        List<LiteLlmModel.Row> rows = card.hasOnlyZeros()
                ? List.of(new LiteLlmModel.Row(PriceCondition.ALWAYS, Map.of()))
                : new LiteLlmRows(card, regions, offPeak, findings).rows();
        if (!card.hasOnlyZeros() && rows.stream().anyMatch(row -> row.rates().isEmpty())) {
            // A row without rates would be free.
            findings.add(Kind.IGNORED, "prices", "incomplete", "no price for the standard service; that is not free");
            return null;
        }
        return new LiteLlmModel(key, provider, rows, contextWindow(), text("deprecation_date") != null, text("source"));
    }

    private void field(String name, Object value) {
        if (name.equals("tiered_pricing") || name.equals("off_peak_pricing")) {
            return;
        }
        if (name.equals("search_context_cost_per_query")) {
            searches(value);
        } else if (name.startsWith(UPLIFT)) {
            uplift(name.substring(UPLIFT.length()), name, value);
        } else if (name.equals("provider_specific_entry") && value instanceof Map<?, ?> entries) {
            entries.forEach((region, factor) -> specific(String.valueOf(region), factor));
        } else if (name.contains("cost") || name.contains("multiplier") || name.contains("pricing")) {
            price(name, value);
        }
    }

    private void price(String name, Object value) {
        LiteLlmField field = LiteLlmField.parse(name, kind);
        if (field != null) {
            BigDecimal price = PriceNumber.perSize(value, field.size(), name, findings);
            if (price != null) {
                card.add(field, price, name, findings);
            }
            return;
        }
        boolean scalar = !(value instanceof Map || value instanceof List);
        BigDecimal number = scalar ? PriceNumber.nonNegative(value, name, findings) : null;
        if (!scalar || (number != null && number.signum() > 0)) {
            hasOtherPrices = true;
            findings.add(Kind.IGNORED, name, value, "no unit of usage for it");
        }
    }

    /** The prices of a search by how much it reads; a usage tells how many searches, not how large. */
    private void searches(Object value) {
        String field = "search_context_cost_per_query";
        if (!(value instanceof Map<?, ?> sizes)) {
            findings.add(Kind.REFUSED, field, value, "not prices by size");
            return;
        }
        Map<String, BigDecimal> prices = new TreeMap<>();
        sizes.forEach((size, price) -> {
            BigDecimal usd = PriceNumber.perSize(price, UsageUnit.WEB_SEARCHES.per(), field + "." + size, findings);
            if (usd != null) {
                prices.put(String.valueOf(size), usd);
            }
        });
        BigDecimal medium = prices.get("search_context_size_medium");
        BigDecimal taken = medium != null
                ? medium
                : prices.values().stream().max(Comparator.naturalOrder()).orElse(null);
        if (taken == null) {
            return;
        }
        card.set(UsageUnit.WEB_SEARCHES, 0, taken);
        if (prices.values().stream().anyMatch(price -> price.compareTo(taken) != 0)) {
            findings.add(
                    Kind.DERIVED,
                    field,
                    value,
                    "one price for all sizes: " + (medium != null ? "medium" : "the highest") + ", "
                            + taken.toPlainString() + " USD per 1000");
        }
    }

    private void specific(String name, @Nullable Object value) {
        if (name.equals("us") || name.equals("eu")) {
            uplift(name, "provider_specific_entry." + name, value);
        } else {
            findings.add(Kind.IGNORED, "provider_specific_entry." + name, value, "no condition of a price for it");
        }
    }

    private void uplift(String region, String field, @Nullable Object value) {
        BigDecimal factor = PriceNumber.nonNegative(value, field, findings);
        if (factor == null) {
            return;
        }
        if (factor.signum() == 0 || factor.compareTo(HIGHEST_UPLIFT) > 0) {
            findings.add(Kind.REFUSED, field, factor, "not a factor above 0 and up to 10");
        } else if (factor.compareTo(BigDecimal.ONE) != 0) {
            regions.put(region, factor);
        }
    }

    private @Nullable Long contextWindow() {
        BigDecimal limit = PriceNumber.decimal(fields.get("max_input_tokens"));
        boolean plausible = limit != null
                && limit.signum() > 0
                && limit.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0
                && limit.compareTo(BigDecimal.ONE) >= 0;
        return plausible ? (Long) Objects.requireNonNull(limit).longValue() : null;
    }

    private @Nullable String text(String name) {
        return fields.get(name) instanceof String text && !text.isBlank() ? text.trim() : null;
    }
}
