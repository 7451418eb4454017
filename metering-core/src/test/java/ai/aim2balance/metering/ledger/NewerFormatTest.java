package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An account whose newest entry was written by a newer version of the library. */
class NewerFormatTest {
    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final List<UnrecordedSpend> lost = new ArrayList<>();
    private final Metering ledger =
            Ledgers.on(store, clock).unrecorded(lost::add).build();

    /** What is new in the newest entry. */
    enum Novelty {
        FORMAT_VERSION,
        KIND,
        STATE_FIELD
    }

    @BeforeEach
    void open() {
        ledger.spendTokens(call(ANNA, "old", 4, 0));
        ledger.reserve(PlannedCall.ofCredits(ANNA, credits("5")).holdId("h"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the balance is read")
    void balance(Novelty novelty) {
        newest(novelty);

        assertThat(ledger.balance(ANNA).tokenCredits()).isEqualByComparingTo("999980");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the audit proves what it understands")
    void audit(Novelty novelty) {
        newest(novelty);

        assertThat(ledger.audit(ANNA).problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("usage is read")
    void usage(Novelty novelty) {
        newest(novelty);

        assertThat(store.aggregate(UsageQuery.of(Scope.account(ANNA)))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a spend goes to the handler with the reason")
    void spend(Novelty novelty) {
        newest(novelty);

        ledger.spendTokens(call(ANNA, "c", 1, 0));

        assertThat(lost).extracting(UnrecordedSpend::reason).containsExactly(NotBookedException.Reason.NEWER_FORMAT);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a reservation is refused with the reason")
    void reserve(Novelty novelty) {
        newest(novelty);

        assertThat(ledger.reserve(PlannedCall.ofCredits(ANNA, credits("1"))))
                .isInstanceOfSatisfying(
                        ReserveResult.Refused.class,
                        refused -> assertThat(refused.check().reason()).isEqualTo(BalanceCheck.Reason.NEWER_FORMAT));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a check of a node that remembers no older head is refused with the reason")
    void check(Novelty novelty) {
        newest(novelty);

        assertThat(Ledgers.on(store, clock)
                        .build()
                        .checkBalance(PlannedCall.ofCredits(ANNA, credits("1")))
                        .reason())
                .isEqualTo(BalanceCheck.Reason.NEWER_FORMAT);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a top-up is an error that says what to do")
    void topUp(Novelty novelty) {
        newest(novelty);

        assertThatThrownBy(() -> ledger.topUp(TopUp.ofCredits(ANNA, "t", credits("1"))))
                .isInstanceOf(NotBookedException.class)
                .hasMessage("t is not booked: a newer version of this library wrote the newest entry of the account;"
                        + " update this node");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("nothing is appended, not even by maintenance")
    void nothingAppended(Novelty novelty) {
        newest(novelty);
        ledger.spendTokens(call(ANNA, "c", 1, 0));
        ledger.reserve(PlannedCall.ofCredits(ANNA, credits("1")));
        clock.move(Duration.ofDays(1));
        ledger.maintenance();

        assertThat(store.entries(new EntryQuery.Chain(ANNA, 1, 100)).entries()).hasSize(4);
    }

    private void newest(Novelty novelty) {
        Entry head = Objects.requireNonNull(store.heads(Set.of(ANNA)).get(ANNA));
        AccountState before = head.stateAfter();
        boolean unknownKind = novelty == Novelty.KIND;
        store.append(List.of(new Entry(
                ANNA,
                head.seq() + 1,
                "new",
                unknownKind ? EntryKind.UNKNOWN : EntryKind.ADJUSTMENT,
                null,
                clock.instant(),
                clock.instant(),
                -10_000_000,
                unknownKind ? -1_000_000 : 0,
                new AccountState(
                        before.credits() - 10_000_000,
                        before.reserved() - (unknownKind ? 1_000_000 : 0),
                        before.openHolds(),
                        before.earliestExpiry(),
                        before.granted(),
                        before.mode(),
                        false,
                        null,
                        novelty == Novelty.STATE_FIELD ? Map.of("grants", "3") : Map.of()),
                null,
                "f",
                null,
                null,
                Map.of(),
                novelty == Novelty.FORMAT_VERSION ? Entry.FORMAT + 1 : Entry.FORMAT,
                null)));
    }
}
