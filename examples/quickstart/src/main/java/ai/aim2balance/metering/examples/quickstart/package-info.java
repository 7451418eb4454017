/**
 * Two programs to start from: {@code replay} prices and weighs recorded traffic, {@code price} prices JSON lines. Each
 * file shows one thing; none of them is part of the library.
 */
@NullMarked
package ai.aim2balance.metering.examples.quickstart;

import org.jspecify.annotations.NullMarked;
