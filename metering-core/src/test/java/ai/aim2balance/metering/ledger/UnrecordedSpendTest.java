package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.UsageRecord;
import ai.aim2balance.metering.store.AppendResult;
import ai.aim2balance.metering.store.MeteringStoreException.Outcome;
import ai.aim2balance.metering.usage.TokenUsage;
import ai.aim2balance.metering.usage.UsageUnit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Spends that cannot be booked are kept, and booked once when they are replayed. */
class UnrecordedSpendTest {
    private final FaultyStore store = new FaultyStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final List<UnrecordedSpend> lost = Collections.synchronizedList(new ArrayList<>());
    private final Metering ledger = impatient().build();

    @Test
    @DisplayName("a spend on a broken store is handed over as unrecorded")
    void handedOver() {
        store.down(true);

        SpendResult result = ledger.spendTokens(call(ANNA, "c", 4, 0));

        assertThat(result)
                .isInstanceOfSatisfying(
                        SpendResult.Unrecorded.class,
                        unrecorded -> assertThat(unrecorded.spend().reason())
                                .isEqualTo(NotBookedException.Reason.STORE_UNAVAILABLE));
    }

    @Test
    @DisplayName("its line is replayed with everything that the caller said")
    void everythingIsKept() {
        Spend spend = Spend.builder(ANNA, "openai", "gpt-4o")
                .id("c")
                .usage(TokenUsage.builder()
                        .set(UsageUnit.INPUT_TOKENS, 100)
                        .set(UsageUnit.CACHE_READ_TOKENS, 40)
                        .set(UsageUnit.OUTPUT_TOKENS, 7)
                        .set(UsageUnit.OUTPUT_REASONING_TOKENS, 3)
                        .build())
                .endpoint("agents")
                .requestType("chat")
                .project("p")
                .conversationId("conv")
                .context("message")
                .serviceTier("flex")
                .region("eu")
                .batch(true)
                .duration(Duration.ofMillis(1_234), Duration.ofMillis(56))
                .zone("SWE")
                .tag("team", "a \"quoted\" ü")
                .response(null, false, List.of("estimated"))
                .build();
        UsageRecord direct = usage(ledger.spendTokens(spend));
        store.down(true);
        ledger.spendTokens(spend.toBuilder().id("again").build());
        store.heal();

        UsageRecord replayed = usage(replay().get(0));

        assertThat(replayed).isEqualTo(direct);
    }

    @Test
    @DisplayName("a spend without an id keeps the id that it was tried with")
    void generatedId() {
        store.down(true);
        ledger.spendTokens(Spend.builder(ANNA, "openai", "gpt-4o").tokens(4, 0).build());
        store.heal();

        replay();
        List<SpendResult> again = replay();

        assertThat(again).allMatch(SpendResult.AlreadyApplied.class::isInstance);
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("999990");
    }

    @Test
    @DisplayName("a spend that was applied before its reply was lost is not booked again by its replay")
    void appliedBefore() {
        store.appending(usual -> entries -> {
            usual.append(entries);
            store.down(true);
            throw FaultyStore.error(Outcome.UNKNOWN);
        });
        ledger.spendTokens(call(ANNA, "c", 4, 0));
        store.heal();

        assertThat(lost).extracting(UnrecordedSpend::reason).containsExactly(NotBookedException.Reason.OUTCOME_UNKNOWN);
        assertThat(replay()).allMatch(SpendResult.AlreadyApplied.class::isInstance);
    }

    @Test
    @DisplayName("an attempt that arrives after the replay is refused by the store")
    void arrivesLate() {
        List<List<Entry>> underWay = new ArrayList<>();
        store.appending(usual -> entries -> {
            underWay.add(List.copyOf(entries));
            store.down(true);
            throw FaultyStore.error(Outcome.UNKNOWN);
        });
        ledger.spendTokens(call(ANNA, "c", 4, 0));
        store.heal();
        replay();

        AppendResult late = store.append(underWay.get(0));

        assertThat(late.committed()).isZero();
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("999990");
    }

    @Test
    @DisplayName("a settlement is replayed as a settlement: the hold ends")
    void settlement() {
        ledger.reserve(PlannedCall.ofCredits(ANNA, credits("100")).holdId("h")).orThrow();
        store.down(true);
        ledger.settle("h", call(ANNA, "c", 4, 0));
        store.heal();

        replay();

        assertThat(ledger.balance(ANNA).openHolds()).isZero();
        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("999990");
    }

    @Test
    @DisplayName("a line that still cannot be booked stays with its reader and is not handed over again")
    void stillBroken() {
        store.down(true);
        ledger.spendTokens(call(ANNA, "c", 4, 0));

        List<SpendResult> results = replay();

        assertThat(results).allMatch(SpendResult.Unrecorded.class::isInstance);
        assertThat(lost).hasSize(1);
    }

    @Test
    @DisplayName("a line that is no spend is named, and its neighbours are booked")
    void badLines() {
        store.down(true);
        ledger.spendTokens(call(ANNA, "c", 4, 0));
        store.heal();

        List<BatchItem> items = ledger.operator()
                .replay(List.of("", "[]", "{\"tenantId\":\"acme\"}", lost.get(0).json(), "{"));

        assertThat(items).hasSize(4);
        assertThat(items.get(0).error()).hasMessage("unrecorded spend is []; allowed: a JSON object");
        assertThat(items.get(1).error()).hasMessage("user is missing; allowed: a text");
        assertThat(items.get(2).result()).isInstanceOf(SpendResult.Applied.class);
        assertThat(items.get(3).error()).isNotNull();
    }

    @Test
    @DisplayName("a line cannot take an id of the ledger's own")
    void reservedIds() {
        store.down(true);
        ledger.spendTokens(call(ANNA, "c", 4, 0));
        store.heal();
        String forged = lost.get(0).json().replace("\"id\":\"c\"", "\"responseId\":\"~close:h\"");

        BatchItem item = ledger.operator().replay(List.of(forged)).get(0);

        assertThat(item.error()).hasMessage("posting id is ~close:h; allowed: an id that does not begin with ~");
    }

    @Test
    @DisplayName("an error of the handler reaches the caller, after listeners have heard")
    void failingHandler() {
        List<UnrecordedSpend> heard = Collections.synchronizedList(new ArrayList<>());
        Metering failing = impatient()
                .unrecorded(spend -> {
                    throw new IllegalStateException("the disk is full");
                })
                .listener(new MeteringListener() {
                    @Override
                    public void onUnrecorded(UnrecordedSpend spend) {
                        heard.add(spend);
                    }
                })
                .build();
        store.down(true);

        assertThatThrownBy(() -> failing.spendTokens(call(ANNA, "c", 4, 0))).hasMessage("the disk is full");
        failing.close();
        assertThat(heard).hasSize(1);
    }

    @Test
    @DisplayName("a policy that cannot be told does not lose a spend")
    void noPolicy() {
        Metering unsure = impatient()
                .policies(tenant -> {
                    throw new java.io.UncheckedIOException(new java.io.IOException("no policies"));
                })
                .build();

        assertThat(unsure.spendTokens(call(ANNA, "c", 4, 0))).isInstanceOf(SpendResult.Unrecorded.class);
        assertThat(unsure.stats()).containsEntry("unrecorded", 1L);
    }

    @Test
    @DisplayName("a list on a broken store is handed over line by line, and every line can be replayed")
    void list() {
        store.down(true);
        ledger.spendAll(List.of(call(ANNA, "a", 4, 0), call(ANNA, "b", 4, 0)));
        store.heal();

        assertThat(replay()).hasSize(2).allMatch(SpendResult.Applied.class::isInstance);
    }

    @Test
    @DisplayName("an asynchronous spend on a broken store is handed over too")
    void async() {
        store.down(true);

        assertThat(ledger.spendTokensAsync(call(ANNA, "a", 4, 0)).join()).isInstanceOf(SpendResult.Unrecorded.class);
    }

    private MeteringBuilder impatient() {
        return Ledgers.on(store, clock).patience(Duration.ofMillis(60)).unrecorded(lost::add);
    }

    private List<SpendResult> replay() {
        return ledger.operator().replay(lost.stream().map(UnrecordedSpend::json).toList()).stream()
                .map(item -> Objects.requireNonNull(item.result(), () -> String.valueOf(item.error())))
                .toList();
    }

    private static UsageRecord usage(SpendResult result) {
        return Objects.requireNonNull(Ledgers.booked(result).usage());
    }
}
