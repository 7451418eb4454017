package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Payment;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes in calls, holds, refunds and top-ups, and what is said about them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
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
                        named("a tenant with a line break", () -> new AccountId("ac\nme", "anna")),
                        "tenant is \"ac me\" with U+000A at 2; allowed: a text of 1 character or more, without control characters, line separators and half surrogate pairs"),
                Arguments.of(
                        named("a tenant with a line separator", () -> new AccountId("ac\u2028me", "anna")),
                        "tenant is \"ac me\" with U+2028 at 2; allowed: a text of 1 character or more, without control characters, line separators and half surrogate pairs"),
                Arguments.of(
                        named("an empty user", () -> new AccountId("acme", "")),
                        "user is empty; allowed: a text of 1 character or more, without control characters, line separators and half surrogate pairs"),
                Arguments.of(
                        named("no user", () -> new AccountId("acme", nothing())),
                        "user is null; allowed: a text of 1 character or more, without control characters, line separators and half surrogate pairs"),
                Arguments.of(
                        named("a hold longer than allowed", () -> ledger.reserve(call().life(Duration.ofDays(2)))),
                        "life of the hold is PT48H; allowed: above PT0S, at most PT24H"),
                Arguments.of(
                        named("a hold without life", () -> ledger.reserve(call().life(Duration.ZERO))),
                        "life of the hold is PT0S; allowed: above PT0S, at most PT24H"),
                Arguments.of(
                        named("a hold with a negative life", () -> ledger.reserve(call().life(Duration.ofSeconds(-1)))),
                        "life of the hold is PT-1S; allowed: above PT0S, at most PT24H"),
                Arguments.of(
                        named(
                                "the same id with another model",
                                () -> again(Spend.builder(ANNA, "openai", "gpt-4o-mini")
                                        .id("used")
                                        .tokens(4, 0)
                                        .build())),
                        "posting id is used; allowed: an id that was not used before, or the same content again; model was gpt-4o, now gpt-4o-mini"),
                Arguments.of(
                        named("the same id with other tokens", () -> again(Ledgers.call(ANNA, "used", 5, 0))),
                        "posting id is used; allowed: an id that was not used before, or the same content again; usage was TokenUsage[input_tokens=4, output_tokens=0], now TokenUsage[input_tokens=5, output_tokens=0]"),
                Arguments.of(
                        named(
                                "the same id with another provider",
                                () -> again(Spend.builder(ANNA, "azure", "gpt-4o")
                                        .id("used")
                                        .tokens(4, 0)
                                        .build())),
                        "posting id is used; allowed: an id that was not used before, or the same content again; provider was openai, now azure"),
                Arguments.of(
                        named(
                                "the same id for a top-up",
                                () -> ledger.topUp(TopUp.ofCredits(ANNA, used(), credits("7")))),
                        "posting id is used; allowed: an id that was not used before, or the same content again; it was booked as spend of -10.000000 credits, now it is a top-up of 7 credits"),
                Arguments.of(
                        named(
                                "the same id for a hold",
                                () -> ledger.reserve(PlannedCall.ofCredits(ANNA, credits("1"))
                                        .holdId(used()))),
                        "posting id is used; allowed: an id that was not used before, or the same content again; it was booked as spend of -10.000000 credits, now it is a hold of 1.000000 credits"),
                Arguments.of(
                        named("a hold that is settled with two calls", () -> settledTwice()),
                        "posting id is h; allowed: an id that was not used before, or the same content again; usage was TokenUsage[input_tokens=4, output_tokens=0], now TokenUsage[input_tokens=5, output_tokens=0]"),
                Arguments.of(
                        named(
                                "a refund above the original",
                                () -> ledger.refund(Refund.part(ANNA, used(), credits("10.5"), "r"))),
                        "refunded credits is 10.500000 of 10.000000 credits that are left of 10.000000; allowed: no more than is left of the original"),
                Arguments.of(
                        named("a refund of what does not exist", () -> ledger.refund(Refund.full(ANNA, "nothing"))),
                        "referred posting is nothing, which does not exist; allowed: an entry of the same account"),
                Arguments.of(
                        named("a refund of nothing", () -> Refund.part(ANNA, "c", credits("0"), "r")),
                        "refunded credits is 0; allowed: above 0"),
                Arguments.of(
                        named("a partial refund without an id", () -> Refund.part(ANNA, "c", credits("1"), nothing())),
                        "posting id is null; allowed: an id, by which a repeat of a partial refund is known"),
                Arguments.of(
                        named("an id of 3,000 bytes", () -> Ledgers.call(ANNA, "k".repeat(3_000), 4, 0)),
                        "posting id is 3000 bytes (kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk…); allowed: at most 1976 UTF-8 bytes with tenant and user, which have 8"),
                Arguments.of(
                        named("an id of the ledger's own", () -> Ledgers.call(ANNA, "~close:h", 4, 0)),
                        "posting id is ~close:h; allowed: an id that does not begin with ~"),
                Arguments.of(
                        named("an empty id", () -> Ledgers.call(ANNA, "", 4, 0)),
                        "posting id is empty; allowed: a text of 1 character or more, without control characters, line separators and half surrogate pairs"),
                Arguments.of(
                        named("negative input tokens", () -> Ledgers.call(ANNA, "c", -1, 0)),
                        "input_tokens is -1; allowed: 0 to 9223372036854775807"),
                Arguments.of(
                        named("negative output tokens", () -> Ledgers.call(ANNA, "c", 0, -1)),
                        "output_tokens is -1; allowed: 0 to 9223372036854775807"),
                Arguments.of(
                        named(
                                "more tokens than a sum can hold",
                                () -> ledger.spendTokens(Ledgers.call(ANNA, "c", Long.MAX_VALUE, 0))),
                        "cost of input_tokens in USD is 23058430092136.939517500000; allowed: -9223372.036854775808 to 9223372.036854775807"),
                Arguments.of(
                        named("negative tokens of a plan", () -> PlannedCall.of(ANNA, "openai", "gpt-4o", -1)),
                        "promptTokens is -1; allowed: 0 to 9223372036854775807"),
                Arguments.of(
                        named("more output than any model makes", () -> call().maxOutputTokens(10_000_001)),
                        "maxOutputTokens is 10000001; allowed: 0 to 10000000"),
                Arguments.of(
                        named("a negative price", () -> PlannedCall.ofCredits(ANNA, credits("-0.5"))),
                        "credits is -0.5; allowed: 0 or more"),
                Arguments.of(
                        named("a negative top-up", () -> TopUp.ofCredits(ANNA, "t", credits("-5"))),
                        "credits is -5; allowed: above 0"),
                Arguments.of(
                        named("a top-up of nothing", () -> TopUp.ofCredits(ANNA, "t", credits("0"))),
                        "credits is 0; allowed: above 0"),
                Arguments.of(
                        named("seven decimals of a credit", () -> TopUp.ofCredits(ANNA, "t", credits("1.0000001"))),
                        "credits is 1.0000001; allowed: credits with at most 6 decimals, -9223372036854.775808 to 9223372036854.775807"),
                Arguments.of(
                        named(
                                "an amount of a thousand million digits",
                                () -> TopUp.ofCredits(ANNA, "t", credits("1E+999999999"))),
                        "credits is 1E+999999999; allowed: credits with at most 6 decimals, -9223372036854.775808 to 9223372036854.775807"),
                Arguments.of(
                        named(
                                "an amount of a thousand million decimals",
                                () -> BalanceUpdate.of(ANNA).increment(credits("1E-999999999"))),
                        "increment is 1E-999999999; allowed: credits with at most 6 decimals, -9223372036854.775808 to 9223372036854.775807"),
                Arguments.of(
                        named(
                                "a payment in USD without credits",
                                () -> new TopUp(
                                        ANNA, "t", nothing(), new Payment(credits("5"), "USD", nothing()), nothing())),
                        "credits is null, with a payment of 5 USD; allowed: credits above 0, or a payment in EUR above 0 that says how many"),
                Arguments.of(
                        named("a payment of nothing", () -> TopUp.ofEur(ANNA, "t", credits("0"), nothing())),
                        "credits is null, with a payment of 0 EUR; allowed: credits above 0, or a payment in EUR above 0 that says how many"),
                Arguments.of(
                        named(
                                "a payment beyond the range",
                                () -> ledger.topUp(TopUp.ofEur(ANNA, "t", credits("99999999"), nothing()))),
                        "amount in EUR is 99999999.000000000000; allowed: -9223372.036854775808 to 9223372.036854775807"));
    }

    private static Named<ThrowingCallable> named(String name, ThrowingCallable mistake) {
        return Named.of(name, mistake);
    }

    private static PlannedCall call() {
        return PlannedCall.of(ANNA, "openai", "gpt-4o", 4);
    }

    /** An id that was used for a call of 4 tokens, 10 credits. */
    private String used() {
        ledger.spendTokens(Ledgers.call(ANNA, "used", 4, 0));
        return "used";
    }

    private void again(Spend spend) {
        used();
        ledger.spendTokens(spend);
    }

    private void settledTwice() {
        ledger.reserve(call().holdId("h"));
        ledger.settle("h", Ledgers.call(ANNA, "a", 4, 0));
        ledger.settle("h", Ledgers.call(ANNA, "a", 5, 0));
    }

    /** What a caller without a null checker may pass. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
