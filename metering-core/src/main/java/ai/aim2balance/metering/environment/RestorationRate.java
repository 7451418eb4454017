package ai.aim2balance.metering.environment;

import ai.aim2balance.metering.InvalidInputException;
import java.math.BigDecimal;

/**
 * How many square metres a donated euro restores. Money rules: exact decimals. Immutable.
 *
 * @param name the row of the factor tables
 * @param m2PerEur m² per EUR, 0 or more
 * @param basis how the rate follows from published figures
 * @param source where those were published
 * @param confidence how far it is to be trusted
 */
public record RestorationRate(String name, BigDecimal m2PerEur, String basis, String source, Confidence confidence) {

    /**
     * Checks the rate.
     *
     * @param name the row of the factor tables
     * @param m2PerEur m² per EUR, 0 or more
     * @param basis how the rate follows from published figures
     * @param source where those were published
     * @param confidence how far it is to be trusted
     * @throws InvalidInputException if the rate is negative
     */
    public RestorationRate {
        if (m2PerEur.signum() < 0) {
            throw new InvalidInputException("m2PerEur", m2PerEur.toPlainString(), "0 or more");
        }
    }

    /**
     * The area that a donation restores.
     *
     * @param donatedEur EUR
     * @return m², exact and not rounded
     */
    public BigDecimal m2(BigDecimal donatedEur) {
        return donatedEur.signum() == 0 ? BigDecimal.ZERO : donatedEur.multiply(m2PerEur);
    }
}
