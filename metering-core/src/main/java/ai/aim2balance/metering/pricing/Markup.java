package ai.aim2balance.metering.pricing;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Fraction;
import ai.aim2balance.metering.internal.Given;
import java.math.BigDecimal;

/**
 * What is added to the list price: {@code cost = list × (1 + margin) × (1 + fee)}.
 *
 * @param margin the seller's margin as a share of the list price: 0 to 10 (1,000 %), at most 6 decimals
 * @param rebalancingFee the fee for restoration as a share of list price and margin: 0.02 to 0.03, at most 6 decimals
 */
public record Markup(BigDecimal margin, BigDecimal rebalancingFee) {
    private static final BigDecimal HIGHEST_MARGIN = BigDecimal.TEN;
    private static final BigDecimal LOWEST_FEE = new BigDecimal("0.02");
    private static final BigDecimal HIGHEST_FEE = new BigDecimal("0.03");
    private static final int SCALE = 6;

    /** 15 % margin, 2.5 % rebalancing fee. */
    public static final Markup DEFAULT = new Markup(new BigDecimal("0.15"), new BigDecimal("0.025"));

    /** Checks the ranges. */
    public Markup {
        margin = checked("margin", margin, BigDecimal.ZERO, HIGHEST_MARGIN);
        rebalancingFee = checked("rebalancing fee", rebalancingFee, LOWEST_FEE, HIGHEST_FEE);
    }

    /**
     * A markup given in decimals.
     *
     * @param margin such as {@code 0.15}
     * @param rebalancingFee such as {@code 0.025}
     * @return the markup
     */
    public static Markup of(String margin, String rebalancingFee) {
        return new Markup(new BigDecimal(margin), new BigDecimal(rebalancingFee));
    }

    /** The factor of the margin alone. */
    Fraction marginFactor() {
        return Fraction.of(margin);
    }

    /** (1 + margin) × (1 + fee). */
    Fraction sellingFactor() {
        return Fraction.of(BigDecimal.ONE.add(margin)).times(Fraction.of(BigDecimal.ONE.add(rebalancingFee)));
    }

    private static BigDecimal checked(String field, BigDecimal value, BigDecimal lowest, BigDecimal highest) {
        if (Given.notNull(value, field, lowest + " to " + highest).compareTo(lowest) < 0
                || value.compareTo(highest) > 0
                || value.stripTrailingZeros().scale() > SCALE) {
            throw new InvalidInputException(
                    field, value.toString(), lowest + " to " + highest + " with at most " + SCALE + " decimals");
        }
        return value;
    }
}
