package ai.aim2balance.metering.entry;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.internal.Json;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short ways write what the long ones would. */
class PlainTextTest {
    private static final int MANY = 100_000;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 10, 999_999, 1_000_000, 1_000_001, -1_200_000, Long.MAX_VALUE, Long.MIN_VALUE})
    @DisplayName("a number is the shortest plain decimal")
    void numbers(long value) {
        for (int scale : new int[] {0, 6, 12}) {
            assertThat(scaled(value, scale)).isEqualTo(decimal(value, scale));
        }
    }

    @Test
    @DisplayName("so are numbers of any size, with zeros at any end")
    void randomNumbers() {
        Random random = new Random(1);
        for (int i = 0; i < MANY; i++) {
            long value = (random.nextLong() >> random.nextInt(64)) / 1_000 * (random.nextBoolean() ? 1_000 : 1);
            int scale = random.nextBoolean() ? 12 : 6;

            assertThat(scaled(value, scale)).isEqualTo(decimal(value, scale));
        }
    }

    @Test
    @DisplayName("a text is quoted and escaped as the JSON library does it")
    void texts() {
        Random random = new Random(2);
        for (int i = 0; i < MANY; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(6); j > 0; j--) {
                text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0000));
            }
            StringBuilder quoted = new StringBuilder();
            PlainText.quoted(quoted, text.toString());

            assertThat(quoted.toString()).isEqualTo(Json.write(text.toString()));
        }
    }

    private static String scaled(long value, int scale) {
        StringBuilder text = new StringBuilder();
        PlainText.scaled(text, value, scale);
        return text.toString();
    }

    private static String decimal(long value, int scale) {
        return value == 0
                ? "0"
                : BigDecimal.valueOf(value, scale).stripTrailingZeros().toPlainString();
    }
}
