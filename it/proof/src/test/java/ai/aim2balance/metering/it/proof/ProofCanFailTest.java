package ai.aim2balance.metering.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A proof that cannot fail proves nothing. */
class ProofCanFailTest {
    private static final int KILLS = 8;

    @Test
    @DisplayName("a store that forces each batch to the disk loses nothing when it is killed")
    void journal() throws Exception {
        try (Target target = EmbeddedTarget.journal()) {
            Tally tally = new KillProof(target, Sizes.SEED, false).run(Progress.none(), KILLS);
            System.out.println("kills, journal: seed " + Sizes.SEED + ", " + tally);
            assertThat(tally.count("kills")).isEqualTo(KILLS);
        }
    }

    @Test
    @DisplayName("a store that acknowledges before it writes is caught losing")
    void hasty() {
        try (Target target = EmbeddedTarget.journal()) {
            assertThatThrownBy(() -> new KillProof(target, Sizes.SEED, true).run(Progress.none(), KILLS))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("acknowledged and not there");
        }
    }
}
