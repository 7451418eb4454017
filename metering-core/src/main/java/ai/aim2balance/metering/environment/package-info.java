/**
 * TODO.
 */
@NullMarked
package ai.aim2balance.metering.environment;

import org.jspecify.annotations.NullMarked;
