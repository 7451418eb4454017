package ai.aim2balance.metering.mongo.librechat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of LibreChat as decimals: the one place where a binary number becomes one, and the one place where it is
 * rounded. LibreChat counts in doubles, of which whole ones are stored as int32; newer tools write int64 and Decimal128.
 *
 * <p>A double is taken for the shortest decimal number that denotes it, which is the one that LibreChat shows: 0.1, not
 * 0.1000000000000000055. Amounts are then rounded half-even to a millionth of a credit.
 */
final class LibreChatNumber {
    /** Decimals of a credit in the ledger. */
    private static final int CREDIT_SCALE = 6;

    /** Every decimal number of so many digits survives the way through a double. */
    private static final int SAFE_DIGITS = 15;

    /** So many digits tell any two doubles apart. */
    private static final int MOST_DIGITS = 17;

    /** No whole number in a long has more digits. */
    private static final int LONG_DIGITS = 19;

    private LibreChatNumber() {}

    /**
     * The number, exactly.
     *
     * @return null where there is none: nothing, or null
     * @throws Unreadable if it is no number, or not a finite one
     */
    static @Nullable BigDecimal exact(@Nullable BsonValue value, String field) throws Unreadable {
        if (value == null || value.isNull() || value.getBsonType() == org.bson.BsonType.UNDEFINED) {
            return null;
        }
        if (value.isInt32() || value.isInt64()) {
            return BigDecimal.valueOf(value.asNumber().longValue());
        }
        if (value.isDouble()) {
            return ofDouble(value.asDouble().getValue(), field);
        }
        if (value.isDecimal128()) {
            return ofDecimal128(value.asDecimal128().getValue(), field);
        }
        throw new Unreadable(field, "is a " + value.getBsonType().name().toLowerCase(java.util.Locale.ROOT));
    }

    /** An amount in millionths of a credit, and what rounding changed. */
    record Micro(long value, BigDecimal rounded) {}

    /**
     * Credits in millionths, rounded half-even.
     *
     * @throws Unreadable if they are beyond what the ledger can count
     */
    static Micro micro(BigDecimal credits, String field) throws Unreadable {
        if (digitsBeforePoint(credits) > LONG_DIGITS) {
            throw new Unreadable(field, Shown.number(credits) + " is out of range");
        }
        BigDecimal kept = credits.setScale(CREDIT_SCALE, RoundingMode.HALF_EVEN);
        try {
            return new Micro(kept.unscaledValue().longValueExact(), kept.subtract(credits));
        } catch (ArithmeticException e) {
            throw new Unreadable(field, Shown.number(credits) + " is out of range");
        }
    }

    /**
     * Tokens, which are whole; a fraction is rounded half-even.
     *
     * @throws Unreadable if there are more than a long can hold
     */
    static long whole(BigDecimal tokens, String field) throws Unreadable {
        if (digitsBeforePoint(tokens) > LONG_DIGITS) {
            throw new Unreadable(field, Shown.number(tokens) + " is out of range");
        }
        try {
            // The lowest long has no positive counterpart.
            return Math.negateExact(
                    Math.negateExact(tokens.setScale(0, RoundingMode.HALF_EVEN).longValueExact()));
        } catch (ArithmeticException e) {
            throw new Unreadable(field, Shown.number(tokens) + " is out of range");
        }
    }

    private static BigDecimal ofDouble(double value, String field) throws Unreadable {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new Unreadable(field, "is " + value);
        }
        // Not Double.toString: before Java 19 it is not always the shortest, and an import must not depend on that.
        BigDecimal binary = new BigDecimal(value);
        for (int digits = SAFE_DIGITS; digits < MOST_DIGITS; digits++) {
            BigDecimal shorter = binary.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (shorter.doubleValue() == value) {
                return shorter;
            }
        }
        return binary.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal ofDecimal128(Decimal128 value, String field) throws Unreadable {
        if (value.isNaN() || value.isInfinite()) {
            throw new Unreadable(field, "is " + value);
        }
        try {
            return value.bigDecimalValue();
        } catch (ArithmeticException e) {
            return BigDecimal.ZERO; // it is the negative zero, for which there is no decimal
        }
    }

    /** May be far below zero for the smallest numbers. */
    private static long digitsBeforePoint(BigDecimal number) {
        return number.signum() == 0 ? 0 : (long) number.precision() - number.scale();
    }
}
