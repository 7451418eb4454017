package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.RefillSettings;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.math.BigInteger;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What LiteLLM lost must not be lost here. */
class LiteLlmLossesTest {
    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final List<Metering> nodes =
            List.of(Ledgers.on(store, clock).build(), Ledgers.on(store, clock).build());

    @Test
    @DisplayName("LiteLLM #23452, #29292, #30281: a list larger than any batch limit loses nothing")
    void largerThanAnyBatch() {
        int calls = 2_500;
        List<Spend> spends = IntStream.range(0, calls)
                .mapToObj(i -> call(new AccountId("acme", "user-" + i % 7), "call-" + i, 10, 1))
                .toList();

        List<BatchItem> items = nodes.get(0).spendAll(spends);

        assertThat(items).hasSize(calls).allMatch(item -> item.result() instanceof SpendResult.Applied);
        assertThat(store.aggregate(UsageQuery.of(Scope.tenant("acme"))))
                .singleElement()
                .satisfies(row -> assertThat(row.sums().requests()).isEqualTo(BigInteger.valueOf(calls)));
    }

    @Test
    @DisplayName("LiteLLM #36939: two pollers that settle one batch bill it once")
    void twoPollers() {
        List<Spend> batch = IntStream.range(0, 200)
                .mapToObj(i -> call(ANNA, "batch-" + i, 100, 0))
                .toList();

        List<List<BatchItem>> answers =
                Together.run(4, thread -> nodes.get(thread % 2).spendAll(batch));

        assertThat(answers.stream().flatMap(List::stream).filter(item -> item.result() instanceof SpendResult.Applied))
                .hasSize(200);
        assertThat(nodes.get(0).balance(ANNA).tokenCredits()).isEqualByComparingTo("950000");
    }

    @Test
    @DisplayName("LiteLLM #34733: a new period that begins during spends overwrites none of them")
    void windowReset() {
        nodes.get(0)
                .updateBalance(BalanceUpdate.of(ANNA)
                        .refill(RefillPlan.every(credits("500"), 1, RefillSettings.Unit.DAYS, ZoneOffset.UTC)));
        clock.move(Duration.ofDays(1));

        Together.run(8, thread -> {
            for (int i = 0; i < 50; i++) {
                nodes.get(thread % 2).spendTokens(call(ANNA, thread + "-" + i, 2, 0));
            }
            return nodes.get(thread % 2).maintenance();
        });

        assertThat(nodes.get(0).balance(ANNA).tokenCredits()).isEqualByComparingTo("998500");
    }

    @Test
    @DisplayName("LiteLLM #35567: parallel charges on one account add up exactly")
    void increments() {
        Together.run(8, thread -> {
            for (int i = 0; i < 100; i++) {
                nodes.get(thread % 2).spendTokens(call(ANNA, thread + "-" + i, 1, 1));
            }
            return true;
        });

        assertThat(nodes.get(1).balance(ANNA).tokenCredits()).isEqualByComparingTo("990000");
    }

    @Test
    @DisplayName("LiteLLM #34732, #26672: parallel reservations on two nodes never set aside more than there is")
    void admission() {
        List<ReserveResult> results = Together.run(
                20,
                thread -> nodes.get(thread % 2)
                        .reserve(PlannedCall.ofCredits(ANNA, credits("90000")).holdId("hold-" + thread)));

        assertThat(results.stream().filter(ReserveResult.Reserved.class::isInstance))
                .hasSize(11);
        assertThat(nodes.get(0).balance(ANNA).availableCredits()).isEqualByComparingTo("10000");
    }

    @Test
    @DisplayName("LiteLLM #33923: a reservation that cannot be written is refused unless configured otherwise")
    void cannotBeWritten() {
        FaultyStore broken = new FaultyStore();
        broken.down(true);
        Metering closed =
                Ledgers.on(broken, clock).patience(Duration.ofMillis(50)).build();

        ReserveResult result = closed.reserve(PlannedCall.ofCredits(ANNA, credits("1")));

        assertThat(result)
                .isInstanceOfSatisfying(
                        ReserveResult.Refused.class,
                        refused ->
                                assertThat(refused.check().reason()).isEqualTo(BalanceCheck.Reason.STORE_UNAVAILABLE));
    }

    @Test
    @DisplayName("LiteLLM #33923: a reservation that cannot be written is admitted where that is configured")
    void admittedByChoice() {
        FaultyStore broken = new FaultyStore();
        broken.down(true);
        Metering open = Ledgers.on(broken, clock)
                .patience(Duration.ofMillis(50))
                .admitWithoutStore(true)
                .build();

        Reservation hold =
                open.reserve(PlannedCall.ofCredits(ANNA, credits("1"))).orThrow();

        assertThat(hold.status()).isEqualTo(Reservation.Status.NOT_BOOKED);
    }

    @Test
    @DisplayName("LiteLLM #40095: the default budget holds for the first eight parallel requests of an unknown user")
    void firstRequests() {
        List<ReserveResult> results = Together.run(
                8,
                thread -> nodes.get(thread % 2)
                        .reserve(PlannedCall.ofCredits(ANNA, credits("300000")).holdId("first-" + thread)));

        assertThat(results.stream().filter(ReserveResult.Reserved.class::isInstance))
                .hasSize(3);
    }

    @Test
    @DisplayName("LiteLLM #36926: a released reservation frees its amount")
    void released() {
        nodes.get(0).reserve(PlannedCall.ofCredits(ANNA, credits("1000000")).holdId("all"));
        nodes.get(1).release(ANNA, "all");

        assertThat(nodes.get(0).reserve(PlannedCall.ofCredits(ANNA, credits("1000000"))))
                .isInstanceOf(ReserveResult.Reserved.class);
    }

    @Test
    @DisplayName("LiteLLM #27639: a reservation that ran out frees its amount for the next one")
    void expired() {
        nodes.get(0).reserve(PlannedCall.ofCredits(ANNA, credits("1000000")).holdId("all"));
        clock.move(Duration.ofHours(1));

        assertThat(nodes.get(1).reserve(PlannedCall.ofCredits(ANNA, credits("1000000"))))
                .isInstanceOf(ReserveResult.Reserved.class);
    }

    @Test
    @DisplayName("LiteLLM #31866: batches over many accounts from two nodes in opposite orders do not deadlock")
    void noDeadlock() {
        List<AccountId> accounts = IntStream.range(0, 40)
                .mapToObj(i -> new AccountId("acme", "user-" + i))
                .toList();

        Together.run(8, thread -> {
            List<Spend> spends = new ArrayList<>();
            for (int i = 0; i < accounts.size(); i++) {
                AccountId account = accounts.get(thread % 2 == 0 ? i : accounts.size() - 1 - i);
                spends.add(call(account, "call-" + thread, 4, 0));
            }
            return nodes.get(thread % 2).spendAll(spends);
        });

        assertThat(accounts)
                .allSatisfy(account ->
                        assertThat(nodes.get(0).balance(account).tokenCredits()).isEqualByComparingTo("999920"));
    }
}
