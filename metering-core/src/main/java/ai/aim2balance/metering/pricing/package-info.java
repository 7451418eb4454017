/**
 * TODO.
 */
@NullMarked
package ai.aim2balance.metering.pricing;

import org.jspecify.annotations.NullMarked;
