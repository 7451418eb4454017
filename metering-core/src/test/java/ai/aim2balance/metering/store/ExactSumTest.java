package ai.aim2balance.metering.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    @Test
    void is_zero_at_first() {
        assertThat(new ExactSum().value()).isZero();
    }

    @Test
    void is_exact_beyond_a_long_in_both_directions() {
        Random random = new Random(7);
        ExactSum sum = new ExactSum();
        BigInteger expected = BigInteger.ZERO;
        for (int i = 0; i < 10_000; i++) {
            long value = switch (random.nextInt(4)) {
                case 0 -> Long.MAX_VALUE - random.nextInt(3);
                case 1 -> Long.MIN_VALUE + random.nextInt(3);
                case 2 -> random.nextLong();
                default -> random.nextInt(100) - 50L;
            };
            sum.add(value);
            expected = expected.add(BigInteger.valueOf(value));
            assertThat(sum.value()).isEqualTo(expected);
        }
    }

    @Test
    void has_decimals() {
        ExactSum sum = new ExactSum();
        sum.add(-1_500_000);

        assertThat(sum.value(6)).isEqualTo("-1.500000");
    }
}
