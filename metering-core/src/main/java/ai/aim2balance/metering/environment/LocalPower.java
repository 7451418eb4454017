package ai.aim2balance.metering.environment;

/**
 * The operator's own machine.
 *
 * @param deviceWatts power of the accelerator at full load
 * @param utilisation share of it that is used, 0 to 1
 * @param hostWatts power of the rest
 * @param replacesTokens whether it is reported in place of the token-based figure, as the operator said
 */
record LocalPower(Range deviceWatts, double utilisation, double hostWatts, boolean replacesTokens) {

    Range itKwh(double hours) {
        double share = utilisation / 1000;
        double host = hostWatts / 1000;
        return new Range(
                hours * (deviceWatts.low() * share + host),
                hours * (deviceWatts.likely() * share + host),
                hours * (deviceWatts.high() * share + host));
    }
}
