/**
 * Tools that more than one package needs and no user should see: JSON, YAML, fixed-point decimals. Not exported; no
 * rule of the domain lives here.
 */
@NullMarked
package ai.aim2balance.metering.internal;

import org.jspecify.annotations.NullMarked;
