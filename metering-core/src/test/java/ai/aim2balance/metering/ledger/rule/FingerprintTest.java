package ai.aim2balance.metering.ledger.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Fingerprints tell lists of facts apart. */
class FingerprintTest {
    @Test
    @DisplayName("the same facts have the same fingerprint of 32 hexadecimal digits")
    void same() {
        assertThat(Fingerprint.of("spend").with("model", "m").digest())
                .isEqualTo(Fingerprint.of("spend").with("model", "m").digest())
                .matches("[0-9a-f]{32}");
    }

    @Test
    @DisplayName("null and the empty text differ")
    void nullAndEmpty() {
        assertThat(Fingerprint.of("spend").with("model", null).digest())
                .isNotEqualTo(Fingerprint.of("spend").with("model", "").digest());
    }

    @Test
    @DisplayName("a value that looks like a further fact is not one")
    void forged() {
        assertThat(Fingerprint.of("spend").with("a", "1\nb=1:2").digest())
                .isNotEqualTo(
                        Fingerprint.of("spend").with("a", "1").with("b", "2").digest());
    }

    @Test
    @DisplayName("kinds differ")
    void kinds() {
        assertThat(Fingerprint.of("spend").digest())
                .isNotEqualTo(Fingerprint.of("top-up").digest());
    }
}
