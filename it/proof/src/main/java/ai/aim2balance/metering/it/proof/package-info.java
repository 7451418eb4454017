/** Kills real processes and breaks real connections under a ledger, and audits what is left. */
@NullMarked
package ai.aim2balance.metering.it.proof;

import org.jspecify.annotations.NullMarked;
