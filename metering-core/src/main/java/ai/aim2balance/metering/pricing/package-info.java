/**
 * What a call costs the one who made it: list cost by the catalogue, margin, rebalancing fee, EUR and credits, each
 * line explained. What a token costs is decided here and nowhere else. No balance, no storage and no impact.
 */
@NullMarked
package ai.aim2balance.metering.pricing;

import org.jspecify.annotations.NullMarked;
