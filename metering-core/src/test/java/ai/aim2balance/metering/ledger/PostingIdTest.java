package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.booked;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The caller's ids, ids of responses, and ids that nobody gave. */
class PostingIdTest {
    /** As OpenAI writes ids; a shorter one would not be taken for unique. */
    private static final String R1 = "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT";

    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final Metering ledger = Ledgers.on(store, clock).build();

    @Test
    @DisplayName("a response that is booked twice is booked once")
    void response() {
        ledger.spendTokens(response(R1, 4));

        assertThat(ledger.spendTokens(response(R1, 4))).isInstanceOf(SpendResult.AlreadyApplied.class);
    }

    @Test
    @DisplayName("the id of a response names provider, API, response and leg")
    void responseId() {
        assertThat(booked(ledger.spendTokens(response(R1, 4))).postingId()).isEqualTo("openai/chat/" + R1 + "#0");
    }

    @Test
    @DisplayName("another call with the same response id is booked beside it and flagged")
    void collision() {
        ledger.spendTokens(response(R1, 4));

        Entry beside = booked(ledger.spendTokens(response(R1, 8)));

        assertThat(Objects.requireNonNull(beside.usage()).flags()).contains("id-collision");
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("999970");
    }

    @Test
    @DisplayName("the repeat of what was booked beside is answered as booked before, on any node")
    void collisionRepeated() {
        ledger.spendTokens(response(R1, 4));
        ledger.spendTokens(response(R1, 8));

        assertThat(Ledgers.on(store, clock).build().spendTokens(response(R1, 8)))
                .isInstanceOf(SpendResult.AlreadyApplied.class);
    }

    @Test
    @DisplayName("parallel calls with one response id and two contents are booked once each")
    void collisionInParallel() {
        Metering other = Ledgers.on(store, clock).build();

        Together.run(8, thread -> (thread % 2 == 0 ? ledger : other).spendTokens(response(R1, 4 + thread % 4)));

        assertThat(ledger.balance(ANNA).version()).isEqualTo(5);
        assertThat(ledger.audit(ANNA).problems()).isEmpty();
    }

    @Test
    @DisplayName("a caller's id goes before that of the response")
    void callersIdFirst() {
        Spend spend = response(R1, 4).toBuilder().id("mine").build();

        assertThat(booked(ledger.spendTokens(spend)).postingId()).isEqualTo("mine");
    }

    @Test
    @DisplayName("a response id with a line break is no posting id")
    void unusableResponseId() {
        assertThat(booked(ledger.spendTokens(response(R1 + "\n1", 4))).postingId())
                .hasSize(36);
    }

    @Test
    @DisplayName("calls without an id are calls of their own, with ids in the order of time")
    void generated() {
        Spend spend = Spend.builder(ANNA, "openai", "gpt-4o").tokens(4, 0).build();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(booked(ledger.spendTokens(spend)).postingId());
        }

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).extracting(id -> id.substring(0, 8)).isSorted();
    }

    @Test
    @DisplayName("the same id in another tenant, or of another user, is another posting")
    void otherTenant() {
        ledger.spendTokens(call(ANNA, "c", 4, 0));

        assertThat(ledger.spendTokens(call(new AccountId("other", "anna"), "c", 4, 0)))
                .isInstanceOf(SpendResult.Applied.class);
        assertThat(ledger.spendTokens(call(new AccountId("acme", "bob"), "c", 4, 0)))
                .isInstanceOf(SpendResult.Applied.class);
    }

    @Test
    @DisplayName("tenant and user are never joined: two accounts whose texts join alike are two accounts")
    void neverJoined() {
        ledger.spendTokens(call(new AccountId("ab", "c"), "c", 4, 0));

        assertThat(ledger.balance(new AccountId("a", "bc")).version()).isZero();
    }

    @Test
    @DisplayName("an id of as many bytes as there may be is booked, and all that is made from it fits")
    void longest() {
        String id = "ü".repeat((1_976 - 8) / 2);
        ledger.reserve(PlannedCall.ofCredits(ANNA, credits("10")).holdId(id)).orThrow();
        Entry settled = booked(ledger.settle(id, call(ANNA, "c", 4, 0)));
        Entry refund = Objects.requireNonNull(
                ledger.refund(Refund.full(ANNA, settled.postingId())).booked());

        assertThat(bytes(refund.postingId())).isLessThanOrEqualTo(2_000 - 8);
    }

    @Test
    @DisplayName("a refund of what was booked beside the longest response id fits")
    void longestBeside() {
        String id = "chatcmpl-" + "r".repeat(1_976 - 8 - "openai/chat/chatcmpl-#0".length());
        ledger.spendTokens(response(id, 4));
        Entry beside = booked(ledger.spendTokens(response(id, 8)));

        Entry refund = Objects.requireNonNull(
                ledger.refund(Refund.full(ANNA, beside.postingId())).booked());

        assertThat(bytes(refund.postingId())).isLessThanOrEqualTo(2_000 - 8);
    }

    @Test
    @DisplayName("one byte more than the most is refused")
    void tooLong() {
        assertThatThrownBy(() -> call(ANNA, "x".repeat(1_969), 4, 0)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    @DisplayName("a spend, a top-up and a hold under one id conflict with each other")
    void otherKinds() {
        ledger.spendTokens(call(ANNA, "x", 4, 0));

        assertThatThrownBy(() -> ledger.topUp(TopUp.ofCredits(ANNA, "x", credits("1"))))
                .isInstanceOf(PostingConflictException.class);
        assertThatThrownBy(() ->
                        ledger.reserve(PlannedCall.ofCredits(ANNA, credits("1")).holdId("x")))
                .isInstanceOf(PostingConflictException.class);
    }

    @Test
    @DisplayName("a settlement whose hold id names a spend is billed beside it, once")
    void settleNamesASpend() {
        ledger.spendTokens(call(ANNA, "x", 4, 0));
        ledger.settle("x", call(ANNA, "c", 8, 0));

        assertThat(ledger.settle("x", call(ANNA, "c", 8, 0))).isInstanceOf(SpendResult.AlreadyApplied.class);
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("999970");
    }

    @Test
    @DisplayName("an update whose refill amount is written with more zeros is the same update")
    void sameUpdate() {
        BalanceUpdate update = BalanceUpdate.of(ANNA).id("u");
        ledger.updateBalance(update.refill(plan("5")));

        assertThat(ledger.updateBalance(update.refill(plan("5.00")))).isInstanceOf(BookingResult.AlreadyApplied.class);
    }

    @Test
    @DisplayName("the version of an account without entries can be expected")
    void expectedVersionOfNewAccount() {
        long version = ledger.balance(ANNA).version();

        assertThat(ledger.updateBalance(BalanceUpdate.of(ANNA).set(credits("5")).expectedVersion(version)))
                .isInstanceOf(BookingResult.Applied.class);
    }

    private static RefillPlan plan(String amount) {
        return RefillPlan.every(
                credits(amount), 1, ai.aim2balance.metering.entry.RefillSettings.Unit.DAYS, java.time.ZoneOffset.UTC);
    }

    private static int bytes(String id) {
        return id.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    private static Spend response(String id, long input) {
        return Spend.builder(
                        ANNA,
                        new UsageReading(
                                "openai",
                                "chat",
                                "gpt-4o",
                                id,
                                TokenUsage.of(input, 0),
                                Set.of(),
                                null,
                                null,
                                false,
                                null,
                                null,
                                List.of()))
                .build();
    }
}
