package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.pricing.catalog.ModelPrices;
import ai.aim2balance.metering.pricing.catalog.ProviderPrices;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the report with what it would put into the catalogue.
 *
 * @param entry the report's entry
 * @param provider the source's provider, or null where nothing is proposed
 * @param model the source's model, or null where nothing is proposed
 * @param before what the model's name finds today, or null
 */
record Proposal(
        DiffEntry entry,
        @Nullable ProviderPrices provider,
        @Nullable ModelPrices model,
        @Nullable ModelPrices before) {}
