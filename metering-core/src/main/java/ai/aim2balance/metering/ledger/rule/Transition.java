package ai.aim2balance.metering.ledger.rule;

import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.internal.Pico;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An account after a change. The writer books by it and the audit proves by it: there is no second one. */
public final class Transition {
    /** An account that does not exist yet. */
    public static final AccountState NOTHING =
            new AccountState(0, 0, 0, null, 0, BalanceMode.ENFORCED, false, null, Map.of());

    private Transition() {}

    /**
     * What an entry changes.
     *
     * @param kind its kind
     * @param closesHold whether a hold is open no more; a settlement after the hold was closed closes nothing
     * @param creditsDelta by how much the credits change
     * @param reservedDelta by how much the reserved credits change
     * @param dueAt what it makes due
     * @param mode the balance mode under which it is booked
     * @param frozen whether the account is frozen after it
     * @param refill the refill settings after it
     */
    public record Change(
            EntryKind kind,
            boolean closesHold,
            long creditsDelta,
            long reservedDelta,
            @Nullable Instant dueAt,
            BalanceMode mode,
            boolean frozen,
            AccountState.@Nullable Refill refill) {}

    /**
     * The account after a change.
     *
     * @throws ai.aim2balance.metering.InvalidInputException if a sum leaves the range of amounts
     */
    public static AccountState after(AccountState before, Change change) {
        long credits = Pico.add(before.credits(), change.creditsDelta(), "balance in USD at list price");
        long reserved =
                Pico.add(before.reserved(), change.reservedDelta(), "sum of reserved credits in USD at list price");
        long holds = before.openHolds() + holds(change);
        return new AccountState(
                credits,
                reserved,
                holds,
                holds == 0 ? null : earliest(before.earliestExpiry(), change),
                grants(change) ? credits : before.granted(),
                change.mode(),
                change.frozen(),
                change.refill(),
                before.unknown());
    }

    private static int holds(Change change) {
        if (change.kind() == EntryKind.HOLD) {
            return 1;
        }
        return change.closesHold() ? -1 : 0;
    }

    private static @Nullable Instant earliest(@Nullable Instant before, Change change) {
        Instant due = change.kind() == EntryKind.HOLD ? change.dueAt() : null;
        if (before == null || due == null) {
            return before == null ? due : before;
        }
        return due.isBefore(before) ? due : before;
    }

    private static boolean grants(Change change) {
        return switch (change.kind()) {
            case OPENING, TOP_UP, REFILL -> true;
            case ADJUSTMENT -> change.creditsDelta() > 0;
            default -> false;
        };
    }
}
