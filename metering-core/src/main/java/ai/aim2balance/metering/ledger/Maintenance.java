package ai.aim2balance.metering.ledger;

/**
 * What one round of maintenance did. Immutable.
 *
 * @param expiredHolds how many holds it ended
 * @param refills how many refills it booked
 */
public record Maintenance(int expiredHolds, int refills) {}
