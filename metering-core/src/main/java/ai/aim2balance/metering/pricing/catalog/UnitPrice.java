package ai.aim2balance.metering.pricing.catalog;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.internal.Pico;
import ai.aim2balance.metering.usage.UsageUnit;
import java.math.BigDecimal;
import java.math.BigInteger;

/** A rate made ready for arithmetic: pico-dollars for one unit, as a fraction in lowest terms for each tier. */
final class UnitPrice {
    private final UsageUnit unit;
    private final Rate rate;
    /** What an amount is called in errors. */
    private final String costField;

    private final long[] numerators;
    private final long[] denominators;

    private UnitPrice(UsageUnit unit, Rate rate, long[] numerators, long[] denominators) {
        this.unit = unit;
        this.rate = rate;
        this.costField = "cost of " + unit.key() + " in USD";
        this.numerators = numerators;
        this.denominators = denominators;
    }

    UsageUnit unit() {
        return unit;
    }

    Rate rate() {
        return rate;
    }

    static UnitPrice of(UsageUnit unit, Rate rate) {
        int places = rate.tiers().size() + 1;
        long[] numerators = new long[places];
        long[] denominators = new long[places];
        for (int place = 0; place < places; place++) {
            BigDecimal pico = rate.at(place).movePointRight(Pico.SCALE);
            BigInteger numerator = pico.toBigIntegerExact();
            BigInteger denominator = BigInteger.valueOf(unit.per());
            BigInteger common = numerator.gcd(denominator).max(BigInteger.ONE);
            numerators[place] = toLong(numerator.divide(common), unit, rate.at(place));
            denominators[place] = denominator.divide(common).longValueExact();
        }
        return new UnitPrice(unit, rate, numerators, denominators);
    }

    /** The one rounding of a line: exact for rates of up to six decimals per million, else half-even at 12 decimals. */
    long amount(long count, int place) {
        return Pico.multiplyDivide(count, numerators[place], denominators[place], costField);
    }

    private static long toLong(BigInteger numerator, UsageUnit unit, BigDecimal usd) {
        if (numerator.bitLength() > 63) {
            throw new InvalidInputException("rate of " + unit.key(), usd.toPlainString(), "at most 9.2 million USD");
        }
        return numerator.longValue();
    }
}
