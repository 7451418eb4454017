/**
 * What every store must do, as tests; entries to try it with; and a store that fails on purpose, against which a ledger can
 * be tried. Nothing here belongs into a running application.
 */
@NullMarked
package ai.aim2balance.metering.tck;

import org.jspecify.annotations.NullMarked;
