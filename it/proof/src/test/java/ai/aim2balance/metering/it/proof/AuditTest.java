package ai.aim2balance.metering.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.it.proof.Answer.Outcome;
import ai.aim2balance.metering.ledger.Metering;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.store.MeteringStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the audit must find. */
class AuditTest {
    private static final AccountId ANNA = new AccountId("acme", "anna");
    private static final Answer BOOKED = new Answer(Outcome.BOOKED, "");

    private final Witness witness = new Witness();
    private MeteringStore store;
    private Metering metering;

    @BeforeEach
    void open() {
        store = new InMemoryMeteringStore();
        metering = Ledgers.on(store);
    }

    @AfterEach
    void close() {
        metering.close();
        store.close();
    }

    @Test
    @DisplayName("what was asked for and booked is clean")
    void clean() {
        ask(spend("a"));
        ask(spend("b"));
        ask(spend("a"));
        Findings findings = look();
        assertThat(findings.isClean()).isTrue();
        assertThat(findings.acknowledged).isEqualTo(2);
    }

    @Test
    @DisplayName("acknowledged and not there is lost")
    void lost() {
        ask(spend("a"));
        witness.asked(spend("b"));
        witness.answered(spend("b"), BOOKED);
        Findings findings = look();
        assertThat(findings.lost).isEqualTo(1);
        assertThatThrownBy(() -> findings.check("here")).hasMessageContaining("here: lost=1");
    }

    @Test
    @DisplayName("there and never asked for is doubled")
    void foreign() {
        ask(spend("a"));
        new Caller(metering).ask(spend("a-again"));
        assertThat(look().doubled).isEqualTo(1);
    }

    @Test
    @DisplayName("there and said not to be is wrong, unless somebody else asked for it")
    void saidNotToBe() {
        ask(spend("a"));
        new Caller(metering).ask(spend("b"));
        witness.asked(spend("b"));
        witness.answered(spend("b"), new Answer(Outcome.NOT_BOOKED, "STORE_UNAVAILABLE"));
        assertThatThrownBy(() -> look().check("here")).hasMessageContaining("said not to be booked");
        witness.asked(spend("b"));
        assertThat(look().isClean()).isTrue();
    }

    @Test
    @DisplayName("booked with another amount is wrong")
    void otherAmount() {
        ask(spend("a"));
        new Caller(metering).ask(new Ask(Ask.Kind.SPEND, ANNA, "b", Ask.NOTHING, 11, 1));
        witness.asked(spend("b"));
        witness.answered(spend("b"), BOOKED);
        assertThatThrownBy(() -> look().check("here")).hasMessageContaining("is booked as");
    }

    @Test
    @DisplayName("an answer that no caller need expect is wrong")
    void unexpected() {
        witness.asked(spend("a"));
        witness.answered(spend("a"), new Answer(Outcome.FAILED, "NullPointerException"));
        assertThatThrownBy(() -> look().check("here")).hasMessageContaining("NullPointerException");
    }

    @Test
    @DisplayName("what nobody knows is settled by repeating it, whether it was there or not")
    void settled() {
        ask(spend("a"));
        witness.asked(spend("b"));
        witness.asked(spend("c"));
        new Caller(metering).ask(spend("c"));
        Tally tally = new Tally();
        new Settlement(store, witness).settle("here", true, tally);
        assertThat(tally).hasToString("acknowledged=1 unknown=2 found=1 repeated=2 lost=0 doubled=0");
        assertThat(witness.unknown()).isEmpty();
        assertThat(look().acknowledged).isEqualTo(3);
    }

    @Test
    @DisplayName("a call, a hold and its end, a top-up and a refund are told to another process and back")
    void lines() {
        for (Ask ask : List.of(
                spend("a"),
                new Ask(Ask.Kind.RESERVE, ANNA, "h", Ask.NOTHING, 5, 0),
                new Ask(Ask.Kind.SETTLE, ANNA, "h", Ask.NOTHING, 5, 1),
                new Ask(Ask.Kind.TOP_UP, ANNA, "t", Ask.NOTHING, 5, 0),
                new Ask(Ask.Kind.REFUND, ANNA, "r", "a", 5, 0))) {
            assertThat(Pipe.hear(Pipe.ASKED + " " + ask.line(), witness)).isTrue();
            assertThat(Pipe.hear(Pipe.BOOKED + " " + ask.line() + " # number 3", witness))
                    .isTrue();
        }
        assertThat(Pipe.hear(Pipe.READY, witness)).isFalse();
        assertThat(witness.acknowledged()).isEqualTo(5);
    }

    private static Ask spend(String id) {
        return new Ask(Ask.Kind.SPEND, ANNA, id, Ask.NOTHING, 10, 1);
    }

    private void ask(Ask ask) {
        witness.asked(ask);
        witness.answered(ask, new Caller(metering).ask(ask));
    }

    private Findings look() {
        return new Audit(store, metering).of(witness);
    }
}
