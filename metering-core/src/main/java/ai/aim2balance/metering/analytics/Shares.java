package ai.aim2balance.metering.analytics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Parts of a whole in percent with two decimals that add up to exactly 100.00: the method of the largest remainder. */
final class Shares {
    private static final int SCALE = 2;
    private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

    private Shares() {}

    /**
     * The share of each amount. A negative amount (more was taken back than used) has none, and the others share 100.00;
     * where all amounts together are not above zero, nobody has any.
     */
    static List<BigDecimal> of(List<BigDecimal> amounts) {
        int scale = amounts.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        List<BigInteger> units = amounts.stream()
                .map(amount -> amount.setScale(scale).unscaledValue())
                .toList();
        boolean positive = sum(units).signum() > 0;
        List<BigInteger> parts = units.stream()
                .map(unit -> positive ? unit.max(BigInteger.ZERO) : BigInteger.ZERO)
                .toList();
        BigInteger total = positive ? sum(parts) : BigInteger.ONE;
        long[] shares = new long[parts.size()];
        BigInteger[] remainders = new BigInteger[parts.size()];
        for (int i = 0; i < shares.length; i++) {
            BigInteger[] divided = parts.get(i).multiply(WHOLE).divideAndRemainder(total);
            shares[i] = divided[0].longValueExact();
            remainders[i] = divided[1];
        }
        long missing = positive
                ? WHOLE.longValueExact()
                        - IntStream.range(0, shares.length)
                                .mapToLong(i -> shares[i])
                                .sum()
                : 0;
        IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .limit(missing)
                .forEach(i -> shares[i]++);
        return IntStream.range(0, shares.length)
                .mapToObj(i -> BigDecimal.valueOf(shares[i], SCALE))
                .toList();
    }

    private static BigInteger sum(List<BigInteger> numbers) {
        return numbers.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }
}
