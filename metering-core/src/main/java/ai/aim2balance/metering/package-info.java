/**
 * What all rooms share: the error for input that cannot be accepted. No rule of pricing, environment or ledger lives
 * here.
 */
@NullMarked
package ai.aim2balance.metering;

import org.jspecify.annotations.NullMarked;
