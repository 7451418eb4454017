/**
 * TODO.
 */
@NullMarked
package ai.aim2balance.metering.pricing.catalog;

import org.jspecify.annotations.NullMarked;
