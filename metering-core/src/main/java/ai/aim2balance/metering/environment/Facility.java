package ai.aim2balance.metering.environment;

/**
 * From the energy of the IT equipment to what the facility and its power plants use. Water on site goes with the IT
 * energy, water off site and CO2e with the whole energy; EcoLogits up to 0.9 multiplied by the PUE twice.
 *
 * @param pue total energy by IT energy
 * @param waterOnsite litres per kWh of IT energy
 * @param waterOffsite litres per kWh
 * @param kgPerKwh kg CO2e per kWh
 */
record Facility(Spread pue, Spread waterOnsite, double waterOffsite, double kgPerKwh) {

    /** What goes with an amount of energy. */
    record Draw(Range energyKwh, Range waterOnsiteL, Range waterOffsiteL, Range co2eKg) {}

    /** Of a result of method A, whose likely figure is the middle of its bounds. */
    Draw ofChain(Range itKwh) {
        return draw(pue.appliedTo(itKwh), waterOnsite.appliedTo(itKwh));
    }

    /** Of a number of weighted tokens, by what one token draws. */
    Draw ofTokens(Draw perToken, double low, double likely, double high) {
        return draw(
                Range.ZERO.plusEach(perToken.energyKwh, low, likely, high),
                Range.ZERO.plusEach(perToken.waterOnsiteL, low, likely, high));
    }

    /** Of a result of method A and of further weighted tokens. */
    Draw ofChainAndTokens(Range itKwh, Draw perToken, double low, double likely, double high) {
        return draw(
                pue.appliedTo(itKwh).plusEach(perToken.energyKwh, low, likely, high),
                waterOnsite.appliedTo(itKwh).plusEach(perToken.waterOnsiteL, low, likely, high));
    }

    /** Of an energy of the IT equipment whose three figures stand for themselves. */
    Draw ofIt(Range itKwh) {
        return draw(itKwh.timesEach(pue.figures()), itKwh.timesEach(waterOnsite.figures()));
    }

    /** Of a stated energy of the whole facility. */
    Draw ofTotal(Range energyKwh) {
        Range itKwh = energyKwh.times(1 / pue.figures().likely());
        return draw(energyKwh, itKwh.timesEach(waterOnsite.figures()));
    }

    private Draw draw(Range energyKwh, Range waterOnsiteL) {
        return new Draw(energyKwh, waterOnsiteL, energyKwh.times(waterOffsite), energyKwh.times(kgPerKwh));
    }
}
