package ai.aim2balance.metering.mongo.librechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.bson.BsonBoolean;
import org.bson.BsonDecimal128;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A number of LibreChat")
class LibreChatNumberTest {
    @ParameterizedTest
    @DisplayName("in a double is the decimal number that LibreChat shows")
    @CsvSource({
        "0.1, 0.1",
        "0.30000000000000004, 0.30000000000000004",
        "-1234567.891, -1234567.891",
        "9000000000000.1, 9000000000000.1",
        "4.35, 4.35",
        "2.0E-3, 0.002",
        "5.0E-324, 4.940656458412465E-324",
        "-0.0, 0",
        "2.2250738585072014E-308, 2.2250738585072014E-308",
        "9007199254740993, 9007199254740992"
    })
    void ofADouble(double value, BigDecimal expected) throws Unreadable {
        BigDecimal exact = LibreChatNumber.exact(new BsonDouble(value), "n");
        if (Math.abs(value) < 1e-300 && value != 0) {
            // The smallest doubles have fewer digits than any number of ours can need.
            assertThat(exact.doubleValue()).isEqualTo(value);
        } else {
            assertThat(exact).isEqualByComparingTo(expected);
        }
    }

    @Test
    @DisplayName("in a double survives the way into a decimal and back, for 200,000 random doubles")
    void roundTrip() throws Unreadable {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(14));
            BigDecimal exact = LibreChatNumber.exact(new BsonDouble(value), "n");
            if (exact.doubleValue() != value) {
                throw new AssertionError(value + " became " + exact);
            }
        }
    }

    @Test
    @DisplayName("with up to six decimals is kept to the last millionth, whatever its size")
    void millionths() throws Unreadable {
        Random random = new Random(8);
        for (int i = 0; i < 100_000; i++) {
            // 15 digits are what a double holds of any decimal number.
            long micro = random.nextLong() % 1_000_000_000_000_000L;
            BigDecimal credits = BigDecimal.valueOf(micro, 6);
            LibreChatNumber.Micro kept =
                    LibreChatNumber.micro(LibreChatNumber.exact(new BsonDouble(credits.doubleValue()), "n"), "n");
            if (kept.value() != micro || kept.rounded().signum() != 0) {
                throw new AssertionError(credits + " became " + kept);
            }
        }
    }

    @Test
    @DisplayName("may be an int32, an int64, a Decimal128, or missing")
    void types() throws Unreadable {
        assertThat(LibreChatNumber.exact(new BsonInt32(-7), "n")).isEqualByComparingTo("-7");
        assertThat(LibreChatNumber.exact(new BsonInt64(Long.MIN_VALUE), "n"))
                .isEqualByComparingTo("-9223372036854775808");
        assertThat(decimal("0.1234567890123456789012345678901234"))
                .isEqualByComparingTo("0.1234567890123456789012345678901234");
        assertThat(decimal("-0E+3")).isEqualByComparingTo("0");
        assertThat(decimal("1E+6144")).isEqualByComparingTo("1E+6144");
        assertThat(LibreChatNumber.exact(null, "n")).isNull();
        assertThat(LibreChatNumber.exact(BsonNull.VALUE, "n")).isNull();
        assertThat(LibreChatNumber.exact(new BsonUndefined(), "n")).isNull();
    }

    @Test
    @DisplayName("that is none is refused by its field")
    void none() {
        refused(new BsonDouble(Double.NaN), "tokenValue is NaN");
        refused(new BsonDouble(Double.POSITIVE_INFINITY), "tokenValue is Infinity");
        refused(new BsonDecimal128(Decimal128.NaN), "tokenValue is NaN");
        refused(new BsonDecimal128(Decimal128.NEGATIVE_INFINITY), "tokenValue is -Infinity");
        refused(new BsonString("12"), "tokenValue is a string");
        refused(BsonBoolean.TRUE, "tokenValue is a boolean");
    }

    @ParameterizedTest
    @DisplayName("is rounded half-even to a millionth of a credit, and says by how much")
    @CsvSource({
        "1.0000005, 1000000, -0.0000005",
        "1.0000015, 1000002, 0.0000005",
        "-1.0000005, -1000000, 0.0000005",
        "0.00000049, 0, -0.00000049",
        "1E-6000, 0, -1E-6000",
        "9223372036854.775807, 9223372036854775807, 0"
    })
    void rounding(BigDecimal credits, long micro, BigDecimal by) throws Unreadable {
        LibreChatNumber.Micro kept = LibreChatNumber.micro(credits, "n");
        assertThat(kept.value()).isEqualTo(micro);
        assertThat(kept.rounded()).isEqualByComparingTo(by);
    }

    @ParameterizedTest
    @DisplayName("beyond what the ledger counts is refused")
    @ValueSource(strings = {"9223372036854.775808", "-9223372036854.775809", "1E+6144", "-1E+300"})
    void range(BigDecimal credits) {
        assertThatThrownBy(() -> LibreChatNumber.micro(credits, "tokenValue"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("tokenValue")
                .hasMessageContaining("out of range");
    }

    @Test
    @DisplayName("of tokens is whole: fractions are rounded half-even, and what has no counterpart is refused")
    void tokens() throws Unreadable {
        assertThat(LibreChatNumber.whole(new BigDecimal("-12.5"), "rawAmount")).isEqualTo(-12);
        assertThat(LibreChatNumber.whole(new BigDecimal("13.5"), "rawAmount")).isEqualTo(14);
        assertThatThrownBy(() -> LibreChatNumber.whole(BigDecimal.valueOf(Long.MIN_VALUE), "rawAmount"))
                .hasMessageContaining("out of range");
        assertThatThrownBy(() -> LibreChatNumber.whole(new BigDecimal("1E+300"), "rawAmount"))
                .hasMessageContaining("out of range");
    }

    private static BigDecimal decimal(String text) throws Unreadable {
        return LibreChatNumber.exact(new BsonDecimal128(Decimal128.parse(text)), "n");
    }

    private static void refused(BsonValue value, String message) {
        assertThatThrownBy(() -> LibreChatNumber.exact(value, "tokenValue"))
                .isInstanceOf(Unreadable.class)
                .hasMessage(message);
    }
}
