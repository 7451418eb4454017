package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.Payment;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.entry.TokenType;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes in updates, plans, texts and the configuration, and what is said about them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadSettingsTest {
    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final Metering ledger = Ledgers.on(store, clock).build();

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    @DisplayName("what a new user may get wrong is told by field, value and what is allowed")
    void told(ThrowingCallable mistake, String message) {
        assertThatThrownBy(mistake).isInstanceOf(InvalidInputException.class).hasMessage(message);
    }

    private Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        named("a currency in small letters", () -> new Payment(credits("5"), "eur", nothing())),
                        "currency is eur; allowed: three capital letters such as EUR"),
                Arguments.of(
                        named("no increment", () -> BalanceUpdate.of(ANNA).increment(nothing())),
                        "increment is null; allowed: credits with at most 6 decimals"),
                Arguments.of(
                        named(
                                "a negative expected version",
                                () -> BalanceUpdate.of(ANNA).expectedVersion(-1)),
                        "expected version is -1; allowed: 0 or more"),
                Arguments.of(
                        named(
                                "an update of nothing",
                                () -> ledger.updateBalance(
                                        BalanceUpdate.of(ANNA).reason("why"))),
                        "update is nothing; allowed: an increment, a balance, or refill settings"),
                Arguments.of(
                        named(
                                "a correction of what does not exist",
                                () -> ledger.operator().correct(ANNA, "nothing", credits("1"), "fix", "typo")),
                        "referred posting is nothing, which does not exist; allowed: an entry of the same account"),
                Arguments.of(
                        named(
                                "an interval of 0",
                                () -> RefillPlan.every(credits("5"), 0, RefillSettings.Unit.DAYS, ZoneOffset.UTC)),
                        "refillIntervalValue is 0; allowed: 1 to 10000"),
                Arguments.of(
                        named(
                                "an unknown refill unit",
                                () -> RefillPlan.every(credits("5"), 1, nothing(), ZoneOffset.UTC)),
                        "refillIntervalUnit is null; allowed: seconds, minutes, hours, days, weeks, months"),
                Arguments.of(
                        named(
                                "a refill of nothing",
                                () -> RefillPlan.every(credits("0"), 1, RefillSettings.Unit.DAYS, ZoneOffset.UTC)),
                        "refillAmount is 0; allowed: credits above 0, with at most 6 decimals"),
                Arguments.of(
                        named("negative start credits", () -> TenantPolicy.DEFAULT.withStartCredits(credits("-1"))),
                        "startBalance is -1; allowed: 0 or more"),
                Arguments.of(named("33 tags", () -> tags(33)), "tags is 33 tags; allowed: at most 32"),
                Arguments.of(
                        named(
                                "a tag without a value",
                                () -> Spend.builder(ANNA, "openai", "gpt-4o").tag("team", "")),
                        "tag team is empty; allowed: a text of 1 character or more, without control characters, line separators and half surrogate pairs"),
                Arguments.of(
                        named(
                                "a project of 257 characters",
                                () -> Spend.builder(ANNA, "openai", "gpt-4o").project("p".repeat(257))),
                        "project is 257 characters; allowed: at most 256 characters"),
                Arguments.of(
                        named(
                                "a negative duration",
                                () -> Spend.builder(ANNA, "openai", "gpt-4o")
                                        .duration(Duration.ofMillis(-1), nothing())),
                        "duration is PT-0.001S; allowed: PT0S to PT8784H"),
                Arguments.of(
                        named(
                                "a duration beyond all bounds",
                                () -> Spend.builder(ANNA, "openai", "gpt-4o")
                                        .duration(Duration.ofSeconds(Long.MAX_VALUE), nothing())),
                        "duration is PT2562047788015215H30M7S; allowed: PT0S to PT8784H"),
                Arguments.of(
                        named(
                                "a negative time to the first token",
                                () -> Spend.builder(ANNA, "openai", "gpt-4o")
                                        .duration(nothing(), Duration.ofMillis(-1))),
                        "timeToFirstToken is PT-0.001S; allowed: PT0S to PT8784H"),
                Arguments.of(
                        named(
                                "a time beyond all calendars",
                                () -> Spend.builder(ANNA, "openai", "gpt-4o").occurredAt(Instant.MAX)),
                        "occurredAt is +1000000000-12-31T23:59:59.999999999Z; allowed: 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999Z"),
                Arguments.of(
                        named(
                                "a spend without usage",
                                () -> Spend.builder(ANNA, "openai", "gpt-4o").build()),
                        "usage is null; allowed: what was used, 0 tokens included"),
                Arguments.of(
                        named("a provider without a name", () -> Spend.builder(ANNA, " \t", "gpt-4o")),
                        "provider is \"  \" with U+0009 at 1; allowed: a text of 1 character or more, without control characters, line separators and half surrogate pairs"),
                Arguments.of(
                        named("fractional tokens of one leg", () -> leg(TokenType.PROMPT, "1.5")),
                        "amount is 1.5; allowed: whole tokens, 0 or more, below 10^18"),
                Arguments.of(
                        named("more tokens of one leg than a long holds", () -> leg(TokenType.COMPLETION, "1E+30")),
                        "amount is 1E+30; allowed: whole tokens, 0 or more, below 10^18"),
                Arguments.of(
                        named("a leg that is neither", () -> leg(TokenType.OTHER, "1")),
                        "tokenType is OTHER; allowed: prompt, completion, credits"),
                Arguments.of(
                        named("no credits to give", () -> ledger.createTransaction(leg(TokenType.CREDITS, "0"))),
                        "credits is 0; allowed: above 0"),
                Arguments.of(
                        named("a cursor of another store", () -> ledger.alertsAfter("mongo:5f3", 10)),
                        "cursor is mongo:5f3; allowed: 0 to 0, as this store gave it"),
                Arguments.of(
                        named("a page of nothing", () -> ledger.alertsAfter(nothing(), 0)),
                        "limit is 0; allowed: 1 to 10000"),
                Arguments.of(
                        named("an audit from number 0", () -> ledger.audit(ANNA, 0)),
                        "fromSeq is 0; allowed: 1 or more"),
                Arguments.of(
                        named("no patience", () -> Ledgers.on(store, clock).patience(Duration.ZERO)),
                        "patience is PT0S; allowed: above PT0S, at most PT10M"),
                Arguments.of(
                        named(
                                "a usual hold above the longest",
                                () -> Ledgers.on(store, clock).holds(Duration.ofHours(2), Duration.ofHours(1))),
                        "usual hold is PT2H; allowed: above PT0S, at most PT1H"),
                Arguments.of(
                        named(
                                "a negative skew margin",
                                () -> Ledgers.on(store, clock).skewMargin(Duration.ofSeconds(-1))),
                        "skewMargin is PT-1S; allowed: PT0S to PT24H"),
                Arguments.of(
                        named("room for nobody", () -> Ledgers.on(store, clock).mostQueued(0)),
                        "mostQueued is 0; allowed: 1 to 1000000"),
                Arguments.of(
                        named("a share above 1", () -> Ledgers.on(store, clock).donatedShare(credits("1.1"))),
                        "donatedShare is 1.1; allowed: 0 to 1 with at most 6 decimals"));
    }

    private static Named<ThrowingCallable> named(String name, ThrowingCallable mistake) {
        return Named.of(name, mistake);
    }

    private static void tags(int count) {
        Spend.Builder spend = Spend.builder(ANNA, "openai", "gpt-4o");
        for (int i = 0; i < count; i++) {
            spend.tag("tag-" + i, "value");
        }
    }

    private static TransactionRequest leg(TokenType type, String amount) {
        return new TransactionRequest(ANNA, "leg", type, credits(amount), "openai", "gpt-4o", null, null);
    }

    /** What a caller without a null checker may pass. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
