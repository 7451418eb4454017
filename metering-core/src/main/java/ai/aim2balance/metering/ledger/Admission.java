package ai.aim2balance.metering.ledger;

import ai.aim2balance.metering.InvalidInputException;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.AccountState;
import ai.aim2balance.metering.entry.BalanceMode;
import ai.aim2balance.metering.entry.Credits;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.EntryKind;
import ai.aim2balance.metering.internal.Microseconds;
import ai.aim2balance.metering.ledger.rule.ClosePosting;
import ai.aim2balance.metering.ledger.rule.Decision;
import ai.aim2balance.metering.ledger.rule.Facts;
import ai.aim2balance.metering.ledger.rule.Fingerprint;
import ai.aim2balance.metering.ledger.rule.Head;
import ai.aim2balance.metering.ledger.rule.HoldPosting;
import ai.aim2balance.metering.ledger.rule.PostingIds;
import ai.aim2balance.metering.ledger.writer.Result;
import ai.aim2balance.metering.ledger.writer.Writer;
import ai.aim2balance.metering.store.EntryQuery;
import ai.aim2balance.metering.store.MeteringStore;
import ai.aim2balance.metering.store.MeteringStoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a call may be made: checks, which are advice, and holds, which are exact. */
final class Admission {
    private final MeteringStore store;
    private final Writer writer;
    private final Policies policies;
    private final Estimator estimator;
    private final Refills refills;
    private final Expiry expiry;
    private final Clock clock;
    private final HoldLimits limits;
    private final boolean admitsWithoutStore;

    /** How long holds live. */
    record HoldLimits(Duration usual, Duration longest) {}

    Admission(
            MeteringStore store,
            Writer writer,
            Policies policies,
            Estimator estimator,
            Refills refills,
            Expiry expiry,
            Clock clock,
            HoldLimits limits,
            boolean admitsWithoutStore) {
        this.store = store;
        this.writer = writer;
        this.policies = policies;
        this.estimator = estimator;
        this.refills = refills;
        this.expiry = expiry;
        this.clock = clock;
        this.limits = limits;
        this.admitsWithoutStore = admitsWithoutStore;
    }

    BalanceCheck check(PlannedCall call) {
        AccountId account = call.account;
        BalanceMode mode = policies.of(account.tenant()).mode();
        long cost = estimator.microCredits(call, clock);
        Head remembered = writer.recentHead(account);
        if (remembered != null && remembered.understood() && clearlyAllows(remembered.state(), mode, cost)) {
            return answer(call, BalanceCheck.Reason.ALLOWED, remembered.state(), cost, mode);
        }
        try {
            return checkNow(call, cost, mode);
        } catch (MeteringStoreException | NotBookedException | OutcomeUnknownException e) {
            return withoutStore(call, cost, mode);
        }
    }

    /** Whether no refill could be due and the balance is more than enough. */
    private boolean clearlyAllows(AccountState state, BalanceMode mode, long cost) {
        if (mode != BalanceMode.ENFORCED) {
            return !state.frozen();
        }
        return !state.frozen()
                && state.available() > cost
                && (state.refill() == null || !Refills.isDue(state, clock.instant(), false));
    }

    private BalanceCheck checkNow(PlannedCall call, long cost, BalanceMode mode) {
        Head head = writer.head(call.account);
        AccountState state = head == null ? policies.opened(call.account, now()) : head.state();
        if (head != null && !head.understood()) {
            return answer(call, BalanceCheck.Reason.NEWER_FORMAT, state, cost, mode);
        }
        if (refresh(call.account, head == null ? new Head(0, state, now(), true) : head, cost)) {
            Head fresh = writer.head(call.account);
            state = fresh == null ? state : fresh.state();
        }
        return answer(call, reason(state, mode, cost), state, cost, mode);
    }

    private static BalanceCheck.Reason reason(AccountState state, BalanceMode mode, long cost) {
        if (state.frozen()) {
            return BalanceCheck.Reason.FROZEN;
        }
        return mode == BalanceMode.ENFORCED && state.available() < cost
                ? BalanceCheck.Reason.INSUFFICIENT
                : BalanceCheck.Reason.ALLOWED;
    }

    /**
     * Gives refills that are due and ends holds that ran out, where that could make a difference.
     *
     * @return whether that changed the account, or somebody else did meanwhile: others see the same to be due
     */
    private boolean refresh(AccountId account, Head head, long cost) {
        Instant now = now();
        boolean exhausted = head.state().available() <= cost;
        boolean refill = Refills.isDue(head.state(), now, exhausted);
        boolean expires = exhausted && expiry.isDue(head.state(), now);
        if (refill) {
            refills.give(account, head, now, exhausted);
        }
        if (expires) {
            expiry.expire(account, head.state(), now);
        }
        if (!refill && !expires) {
            return false;
        }
        Head fresh = writer.head(account);
        return fresh != null && fresh.seq() > head.seq();
    }

    ReserveResult reserve(PlannedCall call) {
        Duration life = life(call);
        AccountId account = call.account;
        BalanceMode mode = policies.of(account.tenant()).mode();
        long cost = estimator.microCredits(call, clock);
        HoldPosting posting = Postings.hold(call, cost, life, now());
        try {
            Head remembered = writer.recentHead(account);
            if (remembered != null && Refills.isDue(remembered.state(), now(), false)) {
                refresh(account, remembered, cost);
            }
            Result result = writer.submit(posting);
            if (result instanceof Result.Refused refused
                    && refused.reason() == Decision.Reason.INSUFFICIENT
                    && refresh(account, refused.head(), cost)) {
                result = writer.submit(posting);
            }
            if (result instanceof Result.Booked booked) {
                // As a check of the same call would have found it: used up, or nothing left after it.
                Head head = Head.of(booked.entry());
                refills.give(account, head, now(), head.state().available() <= 0);
            }
            return answer(call, posting, cost, mode, result);
        } catch (MeteringStoreException | NotBookedException | OutcomeUnknownException e) {
            return unavailable(call, posting, cost, mode, true);
        }
    }

    private ReserveResult answer(PlannedCall call, HoldPosting posting, long cost, BalanceMode mode, Result result) {
        if (result instanceof Result.Booked booked) {
            Reservation.Status status = booked.found() ? status(booked.entry()) : Reservation.Status.OPEN;
            return new ReserveResult.Reserved(reservation(booked.entry(), status));
        }
        if (result instanceof Result.Repeated repeated) {
            return new ReserveResult.Reserved(reservation(repeated.entry(), status(repeated.entry())));
        }
        if (result instanceof Result.Conflicting conflicting) {
            throw Differences.ofPosting(
                    posting.id(),
                    conflicting.existing(),
                    "a hold of " + Credits.of(cost).toPlainString() + " credits");
        }
        if (result instanceof Result.Refused refused) {
            BalanceCheck.Reason reason = switch (refused.reason()) {
                case INSUFFICIENT -> BalanceCheck.Reason.INSUFFICIENT;
                case FROZEN -> BalanceCheck.Reason.FROZEN;
                case NEWER_FORMAT -> BalanceCheck.Reason.NEWER_FORMAT;
                default -> throw Results.misuse(posting.id(), refused);
            };
            return new ReserveResult.Refused(answer(call, reason, refused.head().state(), cost, mode));
        }
        if (result instanceof Result.Unknown) {
            // The caller hears that nothing is set aside; where the hold was booked all the same, this ends it.
            writer.submitAside(releasing(call.account, posting.id()));
        }
        return unavailable(call, posting, cost, mode, isOfStore(result));
    }

    /** Whether it was the store that failed, and not the caller that was interrupted or one of too many. */
    private static boolean isOfStore(Result result) {
        return (result instanceof Result.NotBooked notBooked && notBooked.cause() instanceof MeteringStoreException)
                || (result instanceof Result.Unknown unknown && unknown.cause() instanceof MeteringStoreException);
    }

    private ReserveResult unavailable(
            PlannedCall call, HoldPosting posting, long cost, BalanceMode mode, boolean storeFailed) {
        if (admitsWithoutStore && storeFailed) {
            return new ReserveResult.Reserved(new Reservation(
                    call.account,
                    posting.id(),
                    Credits.of(cost),
                    now().plus(posting.life()),
                    Reservation.Status.NOT_BOOKED));
        }
        return new ReserveResult.Refused(storeFailed ? withoutStore(call, cost, mode) : notAsked(call, cost, mode));
    }

    private ClosePosting releasing(AccountId account, String holdId) {
        Facts facts = new Facts(
                account, PostingIds.closing(holdId), Facts.IdSource.LEDGER, now(), Fingerprint.NONE, Map.of());
        return new ClosePosting(facts, EntryKind.RELEASE, holdId);
    }

    Reservation.Status release(AccountId account, String holdId) {
        policies.of(account.tenant());
        Result result = writer.submit(releasing(account, PostingIds.ofCaller(account, holdId)));
        if (result instanceof Result.Booked booked) {
            // Behind an attempt of unknown outcome it may be another's end of the hold that was found.
            return closed(booked.entry());
        }
        if (result instanceof Result.Repeated repeated) {
            return closed(repeated.entry());
        }
        if (result instanceof Result.Refused refused) {
            if (refused.reason() == Decision.Reason.REFERENCE) {
                return Reservation.Status.NOT_BOOKED;
            }
            throw Results.misuse(holdId, refused);
        }
        throw Results.failure(holdId, result);
    }

    private Reservation.Status status(Entry hold) {
        if (hold.kind() == EntryKind.SETTLE) {
            return Reservation.Status.SETTLED;
        }
        return store
                .entries(EntryQuery.ByIds.of(hold.account(), PostingIds.closing(hold.postingId())))
                .entries()
                .stream()
                .findFirst()
                .map(Admission::closed)
                .orElse(Reservation.Status.OPEN);
    }

    private static Reservation.Status closed(Entry closing) {
        return switch (closing.kind()) {
            case SETTLE -> Reservation.Status.SETTLED;
            case EXPIRE -> Reservation.Status.EXPIRED;
            default -> Reservation.Status.RELEASED;
        };
    }

    private static Reservation reservation(Entry hold, Reservation.Status status) {
        Instant expiry = hold.dueAt() == null ? hold.recordedAt() : hold.dueAt();
        return new Reservation(hold.account(), hold.postingId(), Credits.of(hold.reservedDelta()), expiry, status);
    }

    private Duration life(PlannedCall call) {
        Duration life = call.life == null ? limits.usual() : call.life;
        if (life.isNegative() || life.isZero() || life.compareTo(limits.longest()) > 0) {
            throw new InvalidInputException(
                    "life of the hold", life.toString(), "above PT0S, at most " + limits.longest());
        }
        return life;
    }

    private BalanceCheck withoutStore(PlannedCall call, long cost, BalanceMode mode) {
        BalanceCheck.Reason reason =
                admitsWithoutStore ? BalanceCheck.Reason.ALLOWED : BalanceCheck.Reason.STORE_UNAVAILABLE;
        // Who admits without a balance limits no output by it either.
        BalanceMode limiting = admitsWithoutStore ? BalanceMode.TRACKED : mode;
        return new BalanceCheck(
                reason, 0, 0, cost, call.promptTokens, null, estimator.affordable(call, limiting, clock));
    }

    private BalanceCheck notAsked(PlannedCall call, long cost, BalanceMode mode) {
        return new BalanceCheck(
                BalanceCheck.Reason.STORE_UNAVAILABLE,
                0,
                0,
                cost,
                call.promptTokens,
                null,
                estimator.affordable(call, mode, clock));
    }

    private BalanceCheck answer(
            PlannedCall call, BalanceCheck.Reason reason, AccountState state, long cost, @Nullable BalanceMode mode) {
        return new BalanceCheck(
                reason,
                state.credits(),
                state.available(),
                cost,
                call.promptTokens,
                Refills.next(state),
                estimator.affordable(call, mode, clock));
    }

    private Instant now() {
        return Microseconds.of(clock.instant());
    }
}
