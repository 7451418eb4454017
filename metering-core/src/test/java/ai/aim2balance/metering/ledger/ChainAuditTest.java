package ai.aim2balance.metering.ledger;

import static ai.aim2balance.metering.ledger.Ledgers.ANNA;
import static ai.aim2balance.metering.ledger.Ledgers.call;
import static ai.aim2balance.metering.ledger.Ledgers.credits;
import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.InMemoryMeteringStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An audit finds what is wrong with a chain, and names the entry. */
class ChainAuditTest {
    private final InMemoryMeteringStore store = new InMemoryMeteringStore();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private final Metering ledger = Ledgers.on(store, clock).build();

    @BeforeEach
    void book() {
        ledger.spendTokens(call(ANNA, "c", 4, 0));
        ledger.reserve(PlannedCall.ofCredits(ANNA, credits("5")).holdId("h"));
        ledger.release(ANNA, "h");
        ledger.refund(Refund.full(ANNA, "c"));
    }

    @Test
    @DisplayName("a whole chain is proven")
    void proven() {
        AuditReport report = ledger.audit(ANNA);

        assertThat(report.isProven()).isTrue();
        assertThat(report.entries()).isEqualTo(5);
        assertThat(report.sum()).isEqualByComparingTo(report.credits()).isEqualByComparingTo("1000000");
    }

    @Test
    @DisplayName("the end of a chain is proven from any of its entries on")
    void fromTheMiddle() {
        AuditReport report = ledger.audit(ANNA, 4);

        assertThat(report.problems()).isEmpty();
        assertThat(report.fromSeq()).isEqualTo(4);
    }

    @Test
    @DisplayName("an account without entries is proven")
    void nothing() {
        assertThat(ledger.audit(new AccountId("acme", "nobody")).isProven()).isTrue();
    }

    @Test
    @DisplayName("a chain of more entries than are read at once is proven")
    void severalPortions() {
        for (int i = 0; i < 1_200; i++) {
            ledger.topUp(TopUp.ofCredits(ANNA, "t" + i, credits("1")));
        }

        assertThat(ledger.audit(ANNA).entries()).isEqualTo(1_205);
    }

    @Test
    @DisplayName("a balance that does not follow from the one before is found")
    void wrongBalance() {
        assertThat(problems(1, entry -> with(entry, entry.creditsDelta(), richer(entry, 1), entry.recordedAt())))
                .anyMatch(problem -> problem.startsWith("entry 2 (spend) says AccountState"));
    }

    @Test
    @DisplayName("a call that takes another amount than its price is found")
    void wrongPrice() {
        assertThat(problems(1, entry -> with(entry, -1, entry.stateAfter(), entry.recordedAt())))
                .contains("entry 2 (spend) takes -1 micro-credits for a price of 10000000");
    }

    @Test
    @DisplayName("an entry that was booked before the one before it is found")
    void wrongTime() {
        assertThat(problems(
                        1,
                        entry -> with(
                                entry,
                                entry.creditsDelta(),
                                entry.stateAfter(),
                                entry.recordedAt().minusSeconds(1))))
                .anyMatch(problem -> problem.contains("before the entry before it"));
    }

    @Test
    @DisplayName("a missing entry is found")
    void gap() {
        List<Entry> chain = chain();
        chain.remove(1);

        assertThat(audit(chain)).contains("entry 3 (hold) follows number 1");
    }

    @Test
    @DisplayName("an id that occurs twice is found")
    void doubleId() {
        List<Entry> chain = chain();
        chain.add(chain.get(1));

        assertThat(audit(chain)).contains("entry 2 (spend) has the id c of an earlier entry");
    }

    @Test
    @DisplayName("an entry of another account is found")
    void otherAccount() {
        ChainAudit audit = new ChainAudit(new AccountId("acme", "bob"));
        chain().forEach(audit::add);

        assertThat(audit.report().problems()).anyMatch(problem -> problem.contains("belongs to AccountId"));
    }

    @Test
    @DisplayName("a hold that is closed twice is found")
    void closedTwice() {
        List<Entry> chain = chain();
        chain.add(chain.get(3));

        assertThat(audit(chain)).contains("entry 4 (release) closes hold 3 of null with -5000000");
    }

    @Test
    @DisplayName("a refund beyond the original is found")
    void refundedTwice() {
        List<Entry> chain = chain();
        chain.add(chain.get(4));

        assertThat(audit(chain)).contains("entry 5 (refund) refunds 10000000 micro-credits more than entry 2 has");
    }

    @Test
    @DisplayName("a chain that begins with anything but an opening is found")
    void noOpening() {
        assertThat(problems(0, entry -> kind(entry, EntryKind.TOP_UP)))
                .contains("entry 1 (top-up) is the first of its account and no opening");
    }

    @Test
    @DisplayName("a spend that freezes the account is found")
    void freezes() {
        assertThat(problems(1, entry -> with(entry, entry.creditsDelta(), frozen(entry), entry.recordedAt())))
                .contains("entry 2 (spend) freezes or thaws, which only settings do");
    }

    private List<Entry> chain() {
        return new ArrayList<>(store.entries(new EntryQuery.Chain(ANNA, 1, 100)).entries());
    }

    private List<String> problems(int index, UnaryOperator<Entry> change) {
        List<Entry> chain = chain();
        chain.set(index, change.apply(chain.get(index)));
        return audit(chain);
    }

    private static List<String> audit(List<Entry> chain) {
        ChainAudit audit = new ChainAudit(ANNA);
        chain.forEach(audit::add);
        return audit.report().problems();
    }

    private static AccountState richer(Entry entry, long more) {
        AccountState state = entry.stateAfter();
        return new AccountState(
                state.credits() + more,
                state.reserved(),
                state.openHolds(),
                state.earliestExpiry(),
                state.granted(),
                state.mode(),
                state.frozen(),
                state.refill(),
                state.unknown());
    }

    private static AccountState frozen(Entry entry) {
        AccountState state = entry.stateAfter();
        return new AccountState(
                state.credits(),
                state.reserved(),
                state.openHolds(),
                state.earliestExpiry(),
                state.granted(),
                state.mode(),
                true,
                state.refill(),
                state.unknown());
    }

    private static Entry kind(Entry entry, EntryKind kind) {
        return copy(entry, kind, entry.creditsDelta(), entry.stateAfter(), entry.recordedAt());
    }

    private static Entry with(Entry entry, long delta, AccountState after, Instant recordedAt) {
        return copy(entry, entry.kind(), delta, after, recordedAt);
    }

    private static Entry copy(Entry entry, EntryKind kind, long delta, AccountState after, Instant recordedAt) {
        return new Entry(
                entry.account(),
                entry.seq(),
                entry.postingId(),
                kind,
                entry.refersTo(),
                entry.occurredAt(),
                recordedAt,
                delta,
                entry.reservedDelta(),
                after,
                entry.dueAt(),
                entry.fingerprint(),
                entry.usage(),
                entry.payment(),
                entry.details(),
                entry.formatVersion(),
                entry.chainHash());
    }
}
