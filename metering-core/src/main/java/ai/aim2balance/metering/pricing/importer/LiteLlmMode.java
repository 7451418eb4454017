package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.PriceCondition;
import org.jspecify.annotations.Nullable;

/** How a call is served, as the ends of LiteLLM's field names tell it. */
enum LiteLlmMode {
    STANDARD("", null, null),
    FLEX("_flex", "flex", null),
    PRIORITY("_priority", "priority", null),
    FAST("_fast", "fast", null),
    ULTRAFAST("_ultrafast", "ultrafast", null),
    BATCH("_batches", null, true);

    private final String suffix;
    private final @Nullable String serviceTier;
    private final @Nullable Boolean batch;

    LiteLlmMode(String suffix, @Nullable String serviceTier, @Nullable Boolean batch) {
        this.suffix = suffix;
        this.serviceTier = serviceTier;
        this.batch = batch;
    }

    static LiteLlmMode ofField(String name) {
        for (LiteLlmMode mode : values()) {
            if (mode != STANDARD && name.endsWith(mode.suffix)) {
                return mode;
            }
        }
        return STANDARD;
    }

    String withoutSuffix(String name) {
        return name.substring(0, name.length() - suffix.length());
    }

    PriceCondition condition(@Nullable String region, PriceCondition.@Nullable Window daily) {
        return new PriceCondition(null, null, daily, serviceTier, batch, region);
    }
}
