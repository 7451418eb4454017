package ai.aim2balance.metering.internal;

import ai.aim2balance.metering.InvalidInputException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Exact amounts of money and credits as a {@code long} with 12 decimals: one pico-dollar at list price is one
 * micro-credit, the same integer. The only place that names the scale and the rounding of amounts.
 */
public final class Pico {
    /** Decimals of an amount. */
    public static final int SCALE = 12;

    /** How an amount is rounded where it cannot be exact. */
    public static final RoundingMode ROUNDING = RoundingMode.HALF_EVEN;

    private static final String RANGE = "-9223372.036854775808 to 9223372.036854775807";

    private Pico() {}

    /** The amount as a decimal with 12 places. */
    public static BigDecimal toDecimal(long pico) {
        return BigDecimal.valueOf(pico, SCALE);
    }

    /** A decimal as an amount, rounded half-even at 12 decimals. */
    public static long ofRounded(BigDecimal value, String field) {
        return inRange(value.setScale(SCALE, ROUNDING).unscaledValue(), field);
    }

    /** A decimal as an amount; more than 12 decimals are refused. */
    public static long ofExact(BigDecimal value, String field) {
        try {
            return inRange(value.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue(), field);
        } catch (ArithmeticException e) {
            throw new InvalidInputException(field, value.toPlainString(), "at most " + SCALE + " decimals", e);
        }
    }

    /** {@code a + b}, refused where it leaves the range. */
    public static long add(long a, long b, String field) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw new InvalidInputException(
                    field, toDecimal(a).add(toDecimal(b)).toPlainString(), RANGE);
        }
        return sum;
    }

    /** {@code a - b}, refused where it leaves the range. */
    public static long subtract(long a, long b, String field) {
        long difference = a - b;
        if (((a ^ b) & (a ^ difference)) < 0) {
            throw new InvalidInputException(
                    field, toDecimal(a).subtract(toDecimal(b)).toPlainString(), RANGE);
        }
        return difference;
    }

    /** {@code amount * numerator / denominator}, rounded once half-even. The denominator is positive. */
    public static long multiplyDivide(long amount, long numerator, long denominator, String field) {
        if (Math.multiplyHigh(amount, numerator) == (amount * numerator) >> 63) {
            return divideHalfEven(amount * numerator, denominator);
        }
        return multiplyDivide(amount, BigInteger.valueOf(numerator), BigInteger.valueOf(denominator), field);
    }

    /** {@code amount * numerator / denominator}, rounded once half-even, for parts of any size. */
    static long multiplyDivide(long amount, BigInteger numerator, BigInteger denominator, String field) {
        BigDecimal product = new BigDecimal(BigInteger.valueOf(amount).multiply(numerator));
        BigDecimal quotient = product.divide(new BigDecimal(denominator), 0, ROUNDING);
        return inRange(quotient.toBigIntegerExact(), field);
    }

    private static long divideHalfEven(long value, long divisor) {
        long quotient = value / divisor;
        long remainder = Math.abs(value % divisor);
        // remainder vs. half of the divisor, without doubling it: doubling could overflow
        long rest = divisor - remainder;
        boolean away = remainder > rest || (remainder == rest && (quotient & 1) != 0);
        return away ? quotient + (value < 0 ? -1 : 1) : quotient;
    }

    private static long inRange(BigInteger pico, String field) {
        if (pico.bitLength() > 63) {
            throw new InvalidInputException(field, new BigDecimal(pico, SCALE).toPlainString(), RANGE);
        }
        return pico.longValue();
    }
}
