package ai.aim2balance.metering.internal;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact positive factor in lowest terms. An amount is multiplied and divided by it in one step, and rounded once,
 * half-even at 12 decimals. Immutable and thread-safe.
 */
public final class Fraction {
    /** Leaves amounts as they are. */
    public static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

    private final BigInteger numerator;
    private final BigInteger denominator;
    /** Both parts as a long, or 0 where one of them does not fit. */
    private final long smallNumerator;

    private final long smallDenominator;

    private Fraction(BigInteger numerator, BigInteger denominator) {
        BigInteger common = numerator.gcd(denominator);
        this.numerator = numerator.divide(common);
        this.denominator = denominator.divide(common);
        boolean small = this.numerator.bitLength() <= 62 && this.denominator.bitLength() <= 62;
        this.smallNumerator = small ? this.numerator.longValue() : 0;
        this.smallDenominator = small ? this.denominator.longValue() : 0;
    }

    /** The factor itself. Not negative. */
    public static Fraction of(BigDecimal value) {
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        return new Fraction(plain.unscaledValue(), BigInteger.TEN.pow(plain.scale()));
    }

    /** The product of two factors. */
    public Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** One divided by the factor. Only for factors above zero. */
    public Fraction inverse() {
        return new Fraction(denominator, numerator);
    }

    /** The amount times the factor, rounded once. The field names the result in errors. */
    public long of(long pico, String field) {
        return smallDenominator != 0
                ? Pico.multiplyDivide(pico, smallNumerator, smallDenominator, field)
                : Pico.multiplyDivide(pico, numerator, denominator, field);
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
