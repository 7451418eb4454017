package ai.aim2balance.metering.ledger.writer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.ledger.rule.Head;
import ai.aim2balance.metering.ledger.rule.Transition;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Remembered heads are forgotten in time and at any doubt. */
class HeadsTest {
    private static final AccountId ANNA = new AccountId("acme", "anna");
    private static final Head HEAD = new Head(1, Transition.NOTHING, Instant.EPOCH, true);

    @Test
    @DisplayName("a head is remembered for its life")
    void remembered() {
        Heads heads = new Heads(10, Long.MAX_VALUE);
        heads.put(ANNA, HEAD);

        assertThat(heads.recent(ANNA)).isEqualTo(HEAD);
    }

    @Test
    @DisplayName("a head whose life is over is not remembered")
    void tooOld() {
        Heads heads = new Heads(10, -1);
        heads.put(ANNA, HEAD);

        assertThat(heads.recent(ANNA)).isNull();
    }

    @Test
    @DisplayName("a head in doubt is forgotten")
    void forgotten() {
        Heads heads = new Heads(10, Long.MAX_VALUE);
        heads.put(ANNA, HEAD);
        heads.forget(ANNA);

        assertThat(heads.recent(ANNA)).isNull();
    }
}
