package ai.aim2balance.metering.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.TokenType;
import ai.aim2balance.metering.entry.Transaction;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A call that another billing charged")
class ChargedSpendTest {
    private static final Instant PAST = Instant.parse("2024-05-06T07:08:09.123456Z");
    private static final List<Transaction> LEGS = List.of(
            leg(TokenType.PROMPT, -1_000, "3", -3_000_000_000L),
            leg(TokenType.COMPLETION, -200, "12", -2_400_000_001L));

    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final Metering metering = Ledgers.on(store, Clock.systemUTC()).build();

    @Test
    @DisplayName("takes what was charged, with its legs; EUR and impact are those of the same call at list price")
    void charged() {
        Entry charged =
                Ledgers.booked(metering.spendTokens(spend("a").charged(LEGS).build()));
        Entry listed = Ledgers.booked(metering.spendTokens(spend("b").build()));
        assertThat(charged.creditsDelta()).isEqualTo(-5_400_000_001L);
        assertThat(charged.usage().transactions()).isEqualTo(LEGS);
        assertThat(charged.usage().flags()).contains("charged-as-given");
        assertThat(charged.occurredAt()).isEqualTo(PAST);
        assertThat(charged.usage().amounts().costEur())
                .isEqualTo(listed.usage().amounts().costEur());
        assertThat(charged.usage().amounts().co2e())
                .isEqualTo(listed.usage().amounts().co2e());
        assertThat(listed.creditsDelta()).isEqualTo(-4_500_000_000L);
        assertThat(listed.usage().flags()).doesNotContain("charged-as-given");
        assertThat(metering.audit(Ledgers.ANNA).isProven()).isTrue();
    }

    @Test
    @DisplayName("is the same posting with the same charge, and another one with another")
    void repeated() {
        metering.spendTokens(spend("a").charged(LEGS).build());
        List<Transaction> sameRate = List.of(leg(TokenType.PROMPT, -1_000, "3.000", -3_000_000_000L), LEGS.get(1));
        assertThat(metering.spendTokens(spend("a").charged(sameRate).build()))
                .isInstanceOf(SpendResult.AlreadyApplied.class);
        assertThatThrownBy(() -> metering.spendTokens(
                        spend("a").charged(List.of(LEGS.get(0))).build()))
                .isInstanceOf(PostingConflictException.class)
                .hasMessageContaining("charged was");
        assertThatThrownBy(() -> metering.spendTokens(spend("a").build())).isInstanceOf(PostingConflictException.class);
    }

    @Test
    @DisplayName("keeps its charge where it could not be booked at once")
    void replayed() {
        SpendJson.Line line = SpendJson.read(
                SpendJson.write(spend("a").charged(LEGS).build(), null, NotBookedException.Reason.STORE_UNAVAILABLE));
        assertThat(line.spend().charged).isEqualTo(LEGS);
        Entry entry = Ledgers.booked(metering.spendTokens(line.spend()));
        assertThat(entry.creditsDelta()).isEqualTo(-5_400_000_001L);
        assertThat(metering.spendTokens(spend("a").charged(LEGS).build()))
                .isInstanceOf(SpendResult.AlreadyApplied.class);
    }

    @ParameterizedTest
    @DisplayName("never gives anything")
    @CsvSource({"PROMPT, 1, -1", "PROMPT, -1, 1", "CREDITS, -1, -1"})
    void gives(TokenType type, long tokens, long micro) {
        List<Transaction> legs = List.of(leg(type, tokens, "1", micro));
        assertThatThrownBy(() -> spend("a").charged(legs))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("charged.");
    }

    @Test
    @DisplayName("has one to eight legs, whose sum is an amount")
    void legs() {
        assertThatThrownBy(() -> spend("a").charged(List.of())).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> spend("a").charged(Collections.nCopies(9, LEGS.get(0))))
                .hasMessageContaining("9 legs");
        assertThatThrownBy(() ->
                        spend("a").charged(Collections.nCopies(2, leg(TokenType.PROMPT, -1, "1", Long.MIN_VALUE + 1))))
                .hasMessageContaining("charged credits");
    }

    @ParameterizedTest
    @DisplayName("is refused in a line that was changed by hand")
    @CsvSource(
            delimiter = ';',
            value = {
                "[{\"tokenType\":\"gift\",\"rawAmount\":-1}];tokenType",
                "[{\"tokenType\":\"prompt\",\"rawAmount\":\"1\"}];rawAmount",
                "[{\"tokenType\":\"prompt\",\"rawAmount\":-1,\"rate\":\"x\"}];rate",
                "[7];charged leg",
                "7;charged"
            })
    void line(String charged, String field) {
        String line = SpendJson.write(spend("a").build(), null, NotBookedException.Reason.STORE_UNAVAILABLE);
        String changed = line.substring(0, line.length() - 1) + ",\"charged\":" + charged + "}";
        assertThatThrownBy(() -> SpendJson.read(changed)).hasMessageContaining(field);
    }

    @Test
    @DisplayName("is assessed without being booked")
    void assessed() {
        UsageRecord assessed = metering.assess(spend("a").charged(LEGS).build());
        assertThat(metering.operator().find(Ledgers.ANNA, "a")).isEmpty();
        assertThat(Ledgers.booked(metering.spendTokens(spend("a").charged(LEGS).build()))
                        .usage())
                .isEqualTo(assessed);
    }

    @Test
    @DisplayName("and top-ups and changes of its time stand at that time in the ledger")
    void past() {
        TopUp topUp = TopUp.ofCredits(Ledgers.ANNA, "t", BigDecimal.TEN).at(PAST);
        metering.topUp(topUp);
        metering.updateBalance(BalanceUpdate.of(Ledgers.ANNA)
                .increment(BigDecimal.ONE)
                .corrects("t")
                .id("u")
                .occurredAt(PAST));
        var found = metering.operator().find(Ledgers.ANNA, List.of("t", "u", "nothing"));
        assertThat(found).containsOnlyKeys("t", "u");
        assertThat(found.values()).extracting(Entry::occurredAt).containsOnly(PAST);
        assertThat(found.get("u").refersTo()).isEqualTo(found.get("t").seq());
        assertThatThrownBy(() -> topUp.at(Instant.MAX)).hasMessageContaining("occurredAt");
        assertThatThrownBy(() -> metering.operator().find(Ledgers.ANNA, Collections.nCopies(10_001, "x")))
                .hasMessageContaining("10001 ids");
    }

    private static Spend.Builder spend(String id) {
        return Spend.builder(Ledgers.ANNA, "openai", "gpt-4o")
                .id(id)
                .tokens(1_000, 200)
                .occurredAt(PAST);
    }

    private static Transaction leg(TokenType type, long tokens, String rate, long micro) {
        return new Transaction(type, tokens, new BigDecimal(rate), micro, 0, 0, 0);
    }
}
