package ai.aim2balance.metering.mongo.librechat;

import ai.aim2balance.metering.entry.Spread;
import java.math.BigDecimal;
import java.math.BigInteger;

/** An exact sum of estimates in 10<sup>-12</sup> of their unit. For one thread. */
final class EstimateSum {
    private static final int PICO = 12;

    private BigInteger low = BigInteger.ZERO;
    private BigInteger likely = BigInteger.ZERO;
    private BigInteger high = BigInteger.ZERO;

    void add(Spread spread) {
        low = low.add(BigInteger.valueOf(spread.low()));
        likely = likely.add(BigInteger.valueOf(spread.likely()));
        high = high.add(BigInteger.valueOf(spread.high()));
    }

    ImportReport.Estimate estimate() {
        return new ImportReport.Estimate(
                new BigDecimal(low, PICO), new BigDecimal(likely, PICO), new BigDecimal(high, PICO));
    }
}
