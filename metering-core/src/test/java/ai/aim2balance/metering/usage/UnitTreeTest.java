package ai.aim2balance.metering.usage;

import static ai.aim2balance.metering.usage.UsageUnit.CACHE_AUDIO_READ_TOKENS;
import static ai.aim2balance.metering.usage.UsageUnit.CACHE_READ_TOKENS;
import static ai.aim2balance.metering.usage.UsageUnit.CACHE_WRITE_1H_TOKENS;
import static ai.aim2balance.metering.usage.UsageUnit.CACHE_WRITE_TOKENS;
import static ai.aim2balance.metering.usage.UsageUnit.INPUT_AUDIO_TOKENS;
import static ai.aim2balance.metering.usage.UsageUnit.INPUT_TOKENS;
import static ai.aim2balance.metering.usage.UsageUnit.OUTPUT_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnitTreeTest {
    @Test
    void every_token_stands_in_exactly_one_leaf() {
        TokenUsage usage = TokenUsage.builder()
                .set(INPUT_TOKENS, 1_000)
                .set(CACHE_READ_TOKENS, 300)
                .set(CACHE_WRITE_TOKENS, 200)
                .set(CACHE_WRITE_1H_TOKENS, 50)
                .set(OUTPUT_TOKENS, 70)
                .build();

        UnitTree.LeafCounts leaves = UnitTree.of(usage.counts().keySet()).split(usage);

        assertThat(leaves.of(INPUT_TOKENS)).isEqualTo(500);
        assertThat(leaves.of(CACHE_READ_TOKENS)).isEqualTo(300);
        assertThat(leaves.of(CACHE_WRITE_TOKENS)).isEqualTo(150);
        assertThat(leaves.of(CACHE_WRITE_1H_TOKENS)).isEqualTo(50);
        assertThat(leaves.of(OUTPUT_TOKENS)).isEqualTo(70);
        assertThat(leaves.consistent()).isTrue();
    }

    @Test
    void a_part_outside_the_tree_stays_with_its_nearest_whole() {
        TokenUsage usage = TokenUsage.builder()
                .set(INPUT_TOKENS, 100)
                .set(CACHE_READ_TOKENS, 60)
                .set(CACHE_AUDIO_READ_TOKENS, 20)
                .build();

        UnitTree.LeafCounts leaves =
                UnitTree.of(List.of(INPUT_TOKENS, CACHE_READ_TOKENS)).split(usage);

        assertThat(leaves.of(INPUT_TOKENS)).isEqualTo(40);
        assertThat(leaves.of(CACHE_READ_TOKENS)).isEqualTo(60);
        assertThat(leaves.of(CACHE_AUDIO_READ_TOKENS)).isZero();
    }

    @Test
    void what_two_parts_share_is_taken_from_both() {
        TokenUsage usage = TokenUsage.builder()
                .set(INPUT_TOKENS, 100)
                .set(CACHE_READ_TOKENS, 60)
                .set(INPUT_AUDIO_TOKENS, 50)
                .set(CACHE_AUDIO_READ_TOKENS, 30)
                .build();

        UnitTree.LeafCounts leaves = UnitTree.of(usage.counts().keySet()).split(usage);

        assertThat(leaves.of(CACHE_AUDIO_READ_TOKENS)).isEqualTo(30);
        assertThat(leaves.of(CACHE_READ_TOKENS)).isEqualTo(30);
        assertThat(leaves.of(INPUT_AUDIO_TOKENS)).isEqualTo(20);
        assertThat(leaves.of(INPUT_TOKENS)).isEqualTo(20);
    }

    @Test
    void parts_larger_than_their_whole_count_in_full_and_are_told() {
        TokenUsage usage = TokenUsage.builder()
                .set(INPUT_TOKENS, 100)
                .set(CACHE_READ_TOKENS, 130)
                .build();

        UnitTree.LeafCounts leaves = UnitTree.of(usage.counts().keySet()).split(usage);

        assertThat(leaves.of(CACHE_READ_TOKENS)).isEqualTo(130);
        assertThat(leaves.of(INPUT_TOKENS)).isZero();
        assertThat(leaves.consistent()).isFalse();
    }

    @Test
    void parts_beyond_the_range_of_a_count_are_refused_with_their_whole() {
        TokenUsage usage = TokenUsage.builder()
                .set(INPUT_TOKENS, 100)
                .set(CACHE_READ_TOKENS, Long.MAX_VALUE)
                .set(INPUT_AUDIO_TOKENS, 1)
                .build();
        UnitTree tree = UnitTree.of(usage.counts().keySet());

        assertThatThrownBy(() -> tree.split(usage))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("the sum of the parts of input_tokens is too large; allowed: 0 to 9223372036854775807");
    }

    @Test
    void no_count_is_lost_or_doubled_for_any_tree_and_any_usage_that_nests() {
        Random random = new Random(7);
        List<UsageUnit> tokens =
                Arrays.stream(UsageUnit.values()).filter(UsageUnit::isTokens).toList();
        for (int i = 0; i < 5_000; i++) {
            // tokens with all their properties: each is counted by every unit that contains it
            TokenUsage.Builder usage = TokenUsage.builder();
            long input = 0;
            for (int n = random.nextInt(20); n > 0; n--) {
                UsageUnit leaf = tokens.get(random.nextInt(tokens.size()));
                long count = random.nextInt(1_000);
                tokens.stream()
                        .filter(unit -> unit == leaf || leaf.isPartOf(unit))
                        .forEach(unit -> usage.add(unit, count));
                input += leaf.direction() == UsageUnit.Direction.INPUT ? count : 0;
            }
            UnitTree tree = UnitTree.of(closed(tokens, random));
            UnitTree.LeafCounts leaves = tree.split(usage.build());
            assertThat(leaves.consistent()).isTrue();
            assertThat(tree.units().stream()
                            .filter(unit -> unit.direction() == UsageUnit.Direction.INPUT)
                            .mapToLong(leaves::of)
                            .sum())
                    .isEqualTo(input);
        }
    }

    /** Some units with all their wholes and joins, as a price list must have them. */
    private static Set<UsageUnit> closed(List<UsageUnit> tokens, Random random) {
        Set<UsageUnit> units = new java.util.HashSet<>(Set.of(INPUT_TOKENS, OUTPUT_TOKENS));
        for (int n = random.nextInt(6); n > 0; n--) {
            units.add(tokens.get(random.nextInt(tokens.size())));
        }
        for (int size = 0; size != units.size(); ) {
            size = units.size();
            List<UsageUnit> now = new ArrayList<>(units);
            tokens.stream()
                    .filter(unit -> now.stream().anyMatch(part -> part.isPartOf(unit))
                            || now.stream().anyMatch(a -> now.stream().anyMatch(b -> unit.isJoinOf(a, b))))
                    .forEach(units::add);
        }
        return units;
    }

    @Test
    void counts_come_back_as_they_were_set_and_absent_is_not_zero() {
        TokenUsage usage = TokenUsage.builder()
                .set(OUTPUT_TOKENS, 0)
                .set(INPUT_TOKENS, Long.MAX_VALUE)
                .build();

        assertThat(usage.counts())
                .containsExactly(Map.entry(INPUT_TOKENS, Long.MAX_VALUE), Map.entry(OUTPUT_TOKENS, 0L));
        assertThat(usage.has(OUTPUT_TOKENS)).isTrue();
        assertThat(usage.has(CACHE_READ_TOKENS)).isFalse();
        assertThat(usage.cacheReadTokens()).isZero();
        assertThat(usage)
                .isEqualTo(TokenUsage.of(Long.MAX_VALUE, 0))
                .hasSameHashCodeAs(TokenUsage.of(Long.MAX_VALUE, 0))
                .hasToString("TokenUsage[input_tokens=9223372036854775807, output_tokens=0]");
    }

    @Test
    void a_count_below_zero_or_above_the_range_is_refused_with_its_name() {
        assertThatThrownBy(() -> TokenUsage.of(-3, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("input_tokens is -3; allowed: 0 to 9223372036854775807");
        assertThatThrownBy(() ->
                        TokenUsage.builder().add(INPUT_TOKENS, Long.MAX_VALUE).add(INPUT_TOKENS, 1))
                .hasMessageStartingWith("input_tokens is 9223372036854775807 + 1; allowed: a sum");
    }

    @Test
    void units_contain_each_other_by_their_properties() {
        assertThat(CACHE_AUDIO_READ_TOKENS.isPartOf(CACHE_READ_TOKENS)).isTrue();
        assertThat(CACHE_AUDIO_READ_TOKENS.isPartOf(INPUT_AUDIO_TOKENS)).isTrue();
        assertThat(CACHE_AUDIO_READ_TOKENS.isJoinOf(CACHE_READ_TOKENS, INPUT_AUDIO_TOKENS))
                .isTrue();
        assertThat(INPUT_TOKENS.isPartOf(OUTPUT_TOKENS)).isFalse();
        assertThat(IntStream.range(0, UsageUnit.values().length).mapToObj(i -> UsageUnit.values()[i].bit()))
                .doesNotHaveDuplicates()
                .hasSize(59);
    }
}
