package ai.aim2balance.metering.environment;

/**
 * The electricity of one zone, annual average. Primary energy in MJ and abiotic depletion in kg Sb equivalent per kWh
 * are NaN where not known, and not reported: the world's figures look off.
 */
record ZoneRow(
        String code,
        String name,
        double gramsPerKwh,
        double waterOffsite,
        double primaryMj,
        double depletionKgSb,
        boolean waterIsWorld,
        String source) {}
