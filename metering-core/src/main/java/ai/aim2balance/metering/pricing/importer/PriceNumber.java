package ai.aim2balance.metering.pricing.importer;

import ai.aim2balance.metering.internal.Pico;
import ai.aim2balance.metering.pricing.catalog.Rate;
import ai.aim2balance.metering.pricing.importer.ImportFinding.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a price per single unit, as it stands in a file, into USD per published size: exact, or refused. */
final class PriceNumber {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{0,40})?([eE][+-]?\\d{1,4})?");

    private PriceNumber() {}

    /** The price per published size without trailing zeros; null where it was refused. */
    static @Nullable BigDecimal perSize(@Nullable Object value, long size, String field, Findings findings) {
        BigDecimal price = nonNegative(value, field, findings);
        if (price == null || price.signum() == 0) {
            return price;
        }
        long magnitude = (long) price.precision() - price.scale();
        // Before any arithmetic: the numbers in between would have a billion digits.
        if (magnitude > 12 || price.multiply(BigDecimal.valueOf(size)).compareTo(Rate.HIGHEST) > 0) {
            findings.add(Kind.REFUSED, field, price, "too high: more than 1,000,000 USD per " + size);
            return null;
        }
        BigDecimal exact = magnitude < -40 ? BigDecimal.ZERO : price.multiply(BigDecimal.valueOf(size));
        BigDecimal rounded = rounded(exact);
        if (rounded.signum() == 0) {
            findings.add(Kind.REFUSED, field, price, "too small: nothing is left of it at 12 decimals");
            return null;
        }
        if (rounded.compareTo(exact) != 0) {
            findings.add(
                    Kind.ROUNDED,
                    field,
                    price,
                    "taken as " + rounded.toPlainString() + " USD per " + size + ", half-even at 12 decimals");
        }
        return rounded;
    }

    /** A finite number of zero or more; null where it was refused. */
    static @Nullable BigDecimal nonNegative(@Nullable Object value, String field, Findings findings) {
        BigDecimal number = decimal(value);
        if (number == null) {
            findings.add(Kind.REFUSED, field, value, "not a finite number");
        } else if (number.signum() < 0) {
            findings.add(Kind.REFUSED, field, number, "negative");
            number = null;
        }
        return number == null || number.signum() != 0 ? number : BigDecimal.ZERO;
    }

    /** Half-even at the decimals of a rate, without trailing zeros. */
    static BigDecimal rounded(BigDecimal rate) {
        BigDecimal short12 = rate.scale() > Pico.SCALE ? rate.setScale(Pico.SCALE, Pico.ROUNDING) : rate;
        return short12.signum() == 0 ? BigDecimal.ZERO : short12.stripTrailingZeros();
    }

    /** A number, or a text that is one; null for everything else, such as the text {@code NaN}. */
    static @Nullable BigDecimal decimal(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        return value instanceof String text && NUMBER.matcher(text.trim()).matches()
                ? new BigDecimal(text.trim())
                : null;
    }
}
