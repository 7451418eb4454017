package ai.aim2balance.metering.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static List<String> shares(String... amounts) {
        return Shares.of(Stream.of(amounts).map(BigDecimal::new).toList()).stream()
                .map(BigDecimal::toPlainString)
                .toList();
    }

    @Test
    void three_equal_parts_share_the_last_hundredth_by_their_order() {
        assertThat(shares("1", "1", "1")).containsExactly("33.34", "33.33", "33.33");
    }

    @Test
    void the_largest_remainder_gets_the_missing_hundredth() {
        assertThat(shares("0.2", "0.7", "2.1")).containsExactly("6.67", "23.33", "70.00");
    }

    @Test
    void a_part_from_which_more_was_taken_back_has_no_share() {
        assertThat(shares("3", "-1", "1")).containsExactly("75.00", "0.00", "25.00");
    }

    @Test
    void nobody_has_a_share_where_the_whole_is_not_above_zero() {
        assertThat(shares("0", "0")).containsExactly("0.00", "0.00");
        assertThat(shares("2", "-2")).containsExactly("0.00", "0.00");
        assertThat(shares("2", "-3")).containsExactly("0.00", "0.00");
        assertThat(shares()).isEmpty();
    }

    @Test
    void shares_of_any_amounts_add_up_to_a_hundred_and_are_less_than_a_hundredth_off() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 2_000; run++) {
            List<BigDecimal> amounts = random.longs(random.nextInt(1, 40), 1, 1L << random.nextInt(1, 62))
                    .mapToObj(unscaled -> BigDecimal.valueOf(unscaled, random.nextInt(0, 13)))
                    .toList();
            BigDecimal total = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            List<BigDecimal> shares = Shares.of(amounts);

            assertThat(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                    .as("seed %d, run %d: %s", seed, run, amounts)
                    .isEqualTo("100.00");
            for (int i = 0; i < shares.size(); i++) {
                BigDecimal off = shares.get(i)
                        .multiply(total)
                        .subtract(amounts.get(i).movePointRight(2))
                        .abs();
                assertThat(off)
                        .as("seed %d, run %d, share %d of %s", seed, run, i, amounts)
                        .isLessThan(total.movePointLeft(2));
            }
        }
    }
}
