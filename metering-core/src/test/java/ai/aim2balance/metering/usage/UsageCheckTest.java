package ai.aim2balance.metering.usage;

import static ai.aim2balance.metering.usage.UsageUnit.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageCheckTest {
    private static TokenUsage.Builder input(long count) {
        return TokenUsage.builder().set(INPUT_TOKENS, count);
    }

    @Test
    void onePartMayBeTheWhole() {
        assertThat(UsageCheck.isConsistent(
                        input(100).set(CACHE_READ_TOKENS, 100).build()))
                .isTrue();
        assertThat(UsageCheck.isConsistent(
                        input(100).set(CACHE_READ_TOKENS, 101).build()))
                .isFalse();
    }

    @Test
    void partsThatExcludeEachOtherMustFitTogether() {
        assertThat(UsageCheck.isConsistent(input(100)
                        .set(CACHE_READ_TOKENS, 60)
                        .set(CACHE_WRITE_TOKENS, 41)
                        .build()))
                .isFalse();
        assertThat(UsageCheck.isConsistent(input(100)
                        .set(CACHE_WRITE_TOKENS, 50)
                        .set(CACHE_WRITE_5M_TOKENS, 30)
                        .set(CACHE_WRITE_1H_TOKENS, 21)
                        .build()))
                .isFalse();
    }

    @Test
    void partsOfDifferentKindsMayOverlap() {
        assertThat(UsageCheck.isConsistent(input(100)
                        .set(CACHE_READ_TOKENS, 90)
                        .set(INPUT_AUDIO_TOKENS, 90)
                        .build()))
                .isTrue();
    }

    @Test
    void partsOfPartsAreCheckedToo() {
        assertThat(UsageCheck.isConsistent(input(100)
                        .set(CACHE_READ_TOKENS, 10)
                        .set(CACHE_AUDIO_READ_TOKENS, 11)
                        .build()))
                .isFalse();
    }

    @Test
    void aPartWithoutItsTotalIsAContradictionAndAZeroIsNot() {
        assertThat(UsageCheck.isConsistent(
                        TokenUsage.builder().set(OUTPUT_AUDIO_TOKENS, 1).build()))
                .isFalse();
        assertThat(UsageCheck.isConsistent(
                        TokenUsage.builder().set(OUTPUT_AUDIO_TOKENS, 0).build()))
                .isTrue();
        assertThat(UsageCheck.isConsistent(
                        TokenUsage.builder().set(WEB_SEARCHES, 3).build()))
                .isTrue();
    }

    @Test
    void hugeCountsDoNotOverflow() {
        assertThat(UsageCheck.isConsistent(input(Long.MAX_VALUE)
                        .set(INPUT_TEXT_TOKENS, Long.MAX_VALUE)
                        .set(INPUT_AUDIO_TOKENS, Long.MAX_VALUE)
                        .build()))
                .isFalse();
    }
}
