package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.PriceCondition.Window;
import ai.aim2balance.metering.pricing.catalog.Rate;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spreads the prices of an entry over complete rows: one for each mode and region, since a catalogue takes the row that
 * asks for most properties of a call. Cheap hours hold for the standard mode.
 */
final class LiteLlmRows {
    private final LiteLlmCard card;
    private final Map<String, BigDecimal> regions;
    private final @Nullable LiteLlmOffPeak offPeak;
    private final Findings findings;
    private final List<LiteLlmModel.Row> rows = new ArrayList<>();

    LiteLlmRows(
            LiteLlmCard card, Map<String, BigDecimal> regions, @Nullable LiteLlmOffPeak offPeak, Findings findings) {
        this.card = card;
        this.regions = regions;
        this.offPeak = offPeak;
        this.findings = findings;
    }

    List<LiteLlmModel.Row> rows() {
        for (LiteLlmMode mode : card.modes()) {
            inMode(mode, null, BigDecimal.ONE);
            regions.forEach((region, factor) -> inMode(mode, region, factor));
        }
        return rows;
    }

    private void inMode(LiteLlmMode mode, @Nullable String region, BigDecimal factor) {
        Map<UsageUnit, Rate> usual = card.rates(mode, findings);
        if (offPeak == null || mode != LiteLlmMode.STANDARD) {
            add(mode, region, null, usual, factor);
            return;
        }
        Map<UsageUnit, Rate> cheap = offPeak.card().rates(mode, findings);
        add(mode, region, null, offPeak.cheapByDefault() ? cheap : usual, factor);
        for (Window window : offPeak.windows()) {
            add(mode, region, window, offPeak.cheapByDefault() ? usual : cheap, factor);
        }
    }

    private void add(
            LiteLlmMode mode,
            @Nullable String region,
            @Nullable Window daily,
            Map<UsageUnit, Rate> rates,
            BigDecimal factor) {
        Map<UsageUnit, Rate> multiplied = new EnumMap<>(UsageUnit.class);
        rates.forEach((unit, rate) -> multiplied.put(unit, unit.isTokens() ? times(rate, factor) : rate));
        rows.add(new LiteLlmModel.Row(mode.condition(region, daily), multiplied));
    }

    private static Rate times(Rate rate, BigDecimal factor) {
        return new Rate(
                PriceNumber.rounded(rate.base().multiply(factor)),
                rate.tiers().stream()
                        .map(tier -> new Rate.Tier(
                                tier.start(), PriceNumber.rounded(tier.price().multiply(factor))))
                        .toList());
    }
}
