package ai.aim2balance.metering.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PicoTest {
    private final Random random = new Random(20261124);

    @Test
    void a_fraction_is_applied_as_exact_decimals_would() {
        for (int i = 0; i < 200_000; i++) {
            long amount = random.nextLong() >> random.nextInt(63);
            long numerator = random.nextLong(1, Long.MAX_VALUE) >> random.nextInt(62);
            long denominator = Math.max(1, random.nextLong(1, Long.MAX_VALUE) >> random.nextInt(62));
            BigDecimal exact = BigDecimal.valueOf(amount)
                    .multiply(BigDecimal.valueOf(numerator))
                    .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_EVEN);
            if (exact.toBigInteger().bitLength() > 63) {
                assertThatThrownBy(() -> Pico.multiplyDivide(amount, numerator, denominator, "cost"))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("cost is");
            } else {
                assertThat(Pico.multiplyDivide(amount, numerator, denominator, "cost"))
                        .as("%d * %d / %d", amount, numerator, denominator)
                        .isEqualTo(exact.longValueExact());
            }
        }
    }

    @Test
    void halves_go_to_the_even_neighbour_on_both_sides_of_zero() {
        assertThat(Pico.multiplyDivide(5, 1, 2, "x")).isEqualTo(2);
        assertThat(Pico.multiplyDivide(7, 1, 2, "x")).isEqualTo(4);
        assertThat(Pico.multiplyDivide(-5, 1, 2, "x")).isEqualTo(-2);
        assertThat(Pico.multiplyDivide(-7, 1, 2, "x")).isEqualTo(-4);
    }

    @Test
    void the_extremes_are_exact_and_beyond_them_is_an_error() {
        assertThat(Pico.ofExact(Pico.toDecimal(Long.MAX_VALUE), "x")).isEqualTo(Long.MAX_VALUE);
        assertThat(Pico.ofExact(Pico.toDecimal(Long.MIN_VALUE), "x")).isEqualTo(Long.MIN_VALUE);
        assertThatThrownBy(() -> Pico.add(Long.MAX_VALUE, 1, "list cost"))
                .hasMessage("list cost is 9223372.036854775808; "
                        + "allowed: -9223372.036854775808 to 9223372.036854775807");
        assertThatThrownBy(() -> Pico.ofExact(new BigDecimal("0.0000000000001"), "credits"))
                .hasMessage("credits is 0.0000000000001; allowed: at most 12 decimals");
    }

    @Test
    void a_fraction_too_large_for_a_long_is_exact_too() {
        Fraction large =
                Fraction.of(new BigDecimal("1.234567890123456789")).times(Fraction.of(new BigDecimal("1.111111")));
        BigDecimal exact = new BigDecimal("1.234567890123456789").multiply(new BigDecimal("1.111111"));
        for (int i = 0; i < 1_000; i++) {
            long amount = random.nextLong() >> 8;
            assertThat(large.of(amount, "x"))
                    .isEqualTo(exact.multiply(BigDecimal.valueOf(amount))
                            .setScale(0, RoundingMode.HALF_EVEN)
                            .longValueExact());
        }
    }
}
