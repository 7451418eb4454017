package ai.aim2balance.metering.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A decimal in pieces")
class DecimalPartsTest {
    private static final long SEED = 20_261_124;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.000",
                "1",
                "-1",
                "-0.000000001",
                "999999999.999999999",
                "0.10",
                "12345678901234567890.123456789012345678901234",
                "99999999999999999999999999999999999999.999999999999999999999999999999999999999999999999999999999999"
            })
    @DisplayName("is read as it was written, zeros at the end included")
    void roundTrip(String text) {
        BigDecimal value = new BigDecimal(text);

        assertThat(DecimalParts.of(DecimalParts.of(value))).isEqualTo(value);
    }

    @Test
    @DisplayName("sums exactly, piece by piece, whatever the signs are")
    void sums() {
        Random random = new Random(SEED);
        BigDecimal expected = BigDecimal.ZERO;
        Map<String, BigInteger> pieces = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            BigDecimal value = new BigDecimal(new BigInteger(random.nextInt(300), random), random.nextInt(60));
            value = value.precision() - value.scale() > 38 ? BigDecimal.ONE : value;
            value = random.nextBoolean() ? value.negate() : value;
            expected = expected.add(value);
            Document parts = DecimalParts.of(value);
            for (String name : DecimalParts.names()) {
                if (parts.get(name) instanceof Long piece) {
                    assertThat(Math.abs(piece)).isBetween(1L, 999_999_999L);
                    pieces.merge(name, BigInteger.valueOf(piece), BigInteger::add);
                }
            }
        }

        assertThat(DecimalParts.sum(pieces::get)).isEqualByComparingTo(expected);
    }
}
