/**
 * TODO.
 */
@NullMarked
package ai.aim2balance.metering.pricing.importer;

import org.jspecify.annotations.NullMarked;
