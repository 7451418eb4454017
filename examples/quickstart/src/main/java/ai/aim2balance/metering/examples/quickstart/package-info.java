/**
 * Two programs to start from: {@code replay} books recorded traffic in a ledger, {@code price} prices JSON lines. Each
 * file shows one thing; none of them is part of the library.
 */
@NullMarked
package ai.aim2balance.metering.examples.quickstart;

import org.jspecify.annotations.NullMarked;
