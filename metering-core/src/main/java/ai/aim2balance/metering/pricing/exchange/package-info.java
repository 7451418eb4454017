/**
 * TODO.
 */
@NullMarked
package ai.aim2balance.metering.pricing.exchange;

import org.jspecify.annotations.NullMarked;
