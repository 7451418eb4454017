/**
 * Exchange rates between the USD of price lists and the EUR of the books: dated quotes with their direction and source,
 * as published. What an amount is in EUR is computed one floor up, in {@code pricing}; nothing here asks a network.
 */
@NullMarked
package ai.aim2balance.metering.pricing.exchange;

import org.jspecify.annotations.NullMarked;
