/**
 * What providers charge at list price: the catalogue of dated price rows per model, how a model's name finds its row,
 * and what a usage costs by that row in USD. Margins, fees and other currencies live one floor up, in {@code pricing}.
 */
@NullMarked
package ai.aim2balance.metering.pricing.catalog;

import org.jspecify.annotations.NullMarked;
