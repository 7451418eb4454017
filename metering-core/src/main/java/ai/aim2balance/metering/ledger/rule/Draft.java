package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.entry.Payment;
import ai.aim2balance.metering.entry.UsageRecord;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a posting changes: an entry that has no number yet. Mutable; made by one rule, turned into an entry by the writer. */
public final class Draft {
    final Facts facts;
    final EntryKind kind;
    String postingId;

    @Nullable
    Long refersTo;

    long creditsDelta;
    long reservedDelta;
    AccountState.@Nullable Refill refill;
    boolean frozen;

    @Nullable
    Instant dueAt;

    @Nullable
    UsageRecord usage;

    @Nullable
    Payment payment;

    Map<String, String> details;

    Draft(Facts facts, EntryKind kind, AccountState before) {
        this.facts = facts;
        this.kind = kind;
        this.postingId = facts.id();
        this.details = facts.details();
        this.refill = before.refill();
        this.frozen = before.frozen();
    }

    Draft refersTo(@Nullable Entry entry) {
        this.refersTo = entry == null ? null : entry.seq();
        return this;
    }

    Draft credits(long delta) {
        this.creditsDelta = delta;
        return this;
    }

    Draft reserved(long delta) {
        this.reservedDelta = delta;
        return this;
    }

    Draft due(@Nullable Instant at) {
        this.dueAt = at;
        return this;
    }

    Draft usage(@Nullable UsageRecord record) {
        this.usage = record;
        return this;
    }

    Decision apply() {
        return new Decision.Apply(this);
    }

    /**
     * The entry behind a head.
     *
     * @throws ai.aim2balance.metering.InvalidInputException if a sum leaves the range of amounts
     */
    public Entry entry(Situation situation) {
        Head head = situation.head();
        long seq = head.seq() + 1;
        // Never before the entry before, whatever this node's clock says.
        Instant recordedAt = situation.now().isBefore(head.recordedAt()) ? head.recordedAt() : situation.now();
        AccountState after = Transition.after(
                head.state(),
                new Transition.Change(
                        kind,
                        PostingIds.closesHold(postingId),
                        creditsDelta,
                        reservedDelta,
                        dueAt,
                        situation.mode(),
                        frozen,
                        numbered(refill, seq)));
        return new Entry(
                facts.account(),
                seq,
                postingId,
                kind,
                refersTo,
                facts.occurredAt(),
                recordedAt,
                creditsDelta,
                reservedDelta,
                after,
                dueAt,
                facts.fingerprint(),
                usage,
                payment,
                details,
                Entry.FORMAT,
                null);
    }

    /** New settings are known by the number of the entry that makes them. */
    private static AccountState.@Nullable Refill numbered(AccountState.@Nullable Refill refill, long seq) {
        return refill != null && refill.settingsSeq() == 0
                ? new AccountState.Refill(refill.settings(), seq, refill.lastPeriod(), refill.lastRefill())
                : refill;
    }
}
