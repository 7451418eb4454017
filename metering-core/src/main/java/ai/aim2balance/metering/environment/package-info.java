/**
 * What a call weighs: energy, water and CO2e as ranges, and the square metres that a donation restores. The factors
 * stand in data files with their sources, the methods in one small class each; {@link
 * ai.aim2balance.metering.environment.EnvironmentalCalculator} is the entrance. A pure function of the call and the
 * tables: nothing here knows prices, balances, a store or the network, and no estimate ever becomes money.
 */
@NullMarked
package ai.aim2balance.metering.environment;

import org.jspecify.annotations.NullMarked;
