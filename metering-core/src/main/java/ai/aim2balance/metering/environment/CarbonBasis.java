package ai.aim2balance.metering.environment;

/** Which electricity the CO2e of use is computed with. The two are never mixed and never added. */
public enum CarbonBasis {
    /** The average of the grid in the zone. */
    LOCATION,
    /** What the host contracted: power purchase agreements and certificates. */
    MARKET
}
