/**
 * Questions about usage and their answers: summary, breakdown, series, log and environmental totals, for one user, one
 * tenant or all. Every answer is an exact sum of entries; a store only sums and lists, calendars and shares are made here.
 */
@NullMarked
package ai.aim2balance.metering.analytics;

import org.jspecify.annotations.NullMarked;
