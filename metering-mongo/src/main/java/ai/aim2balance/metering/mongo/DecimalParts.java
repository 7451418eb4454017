package ai.aim2balance.metering.mongo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A decimal in pieces of 9 digits. Areas have up to 98 digits, more than any number of a server, and pieces sum exactly, each
 * for itself, in 64 bits. A document has the number of decimals and the pieces that are not 0, each with the decimal's sign:
 * {@code d9} counts 10<sup>-9</sup>, {@code d18} 10<sup>-18</sup>, {@code d0} ones, {@code t9} thousands of millions.
 */
final class DecimalParts {
    private static final int DIGITS = 9;
    private static final int MOST_DECIMALS = 63;
    private static final int MOST_BEFORE = 36;
    private static final BigInteger BASE = BigInteger.TEN.pow(DIGITS);
    private static final String DECIMALS = "decimals";

    /** The pieces, smallest first, with the number of decimals of a unit of each. */
    private static final Map<String, Integer> UNITS = units();

    private DecimalParts() {}

    private static Map<String, Integer> units() {
        Map<String, Integer> units = new LinkedHashMap<>();
        for (int decimals = MOST_DECIMALS; decimals >= -MOST_BEFORE; decimals -= DIGITS) {
            units.put(decimals < 0 ? "t" + -decimals : "d" + decimals, decimals);
        }
        return units;
    }

    static Iterable<String> names() {
        return UNITS.keySet();
    }

    /** The value has at most 60 decimals and 38 digits before the point. */
    static Document of(BigDecimal value) {
        Document parts = new Document(DECIMALS, (long) value.scale());
        BigInteger rest = value.setScale(MOST_DECIMALS).unscaledValue();
        for (String name : names()) {
            BigInteger[] divided = rest.divideAndRemainder(BASE);
            long part = divided[1].longValueExact();
            if (part != 0) {
                parts.append(name, part);
            }
            rest = divided[0];
        }
        return parts;
    }

    static BigDecimal of(Document parts) {
        Object decimals = parts.get(DECIMALS);
        if (!(decimals instanceof Number scale)) {
            throw new ClassCastException("no number of decimals in " + parts.keySet());
        }
        return sum(name -> parts.get(name) instanceof Number number ? BigInteger.valueOf(number.longValue()) : null)
                .setScale(scale.intValue());
    }

    /** The decimal of summed pieces. */
    static BigDecimal sum(Function<String, @Nullable BigInteger> pieces) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<String, Integer> unit : UNITS.entrySet()) {
            BigInteger piece = pieces.apply(unit.getKey());
            if (piece != null) {
                sum = sum.add(new BigDecimal(piece, unit.getValue()));
            }
        }
        return sum;
    }
}
